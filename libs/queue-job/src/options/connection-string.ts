/** Where a storage account's queues and blobs are, and how to sign in to it. */
export interface StorageAccount {
  /** Without a slash at its end, such as `https://guardians.queue.core.windows.net`. */
  readonly endpoint: string;
  /** The same for blobs, as it was written; absent when the string does not say where they are. */
  readonly blobEndpoint: string | undefined;
  readonly credential:
    | { readonly accountName: string; readonly accountKey: string }
    | { readonly sharedAccessSignature: string };
}

/** A connection string that is none, and what is wrong with it, in words that do not repeat any of its values. */
export interface ConnectionStringFault {
  readonly fault: string;
}

/** The parts of a connection string under their lower-case names: as in .NET, case does not count. */
type Parts = ReadonlyMap<string, string>;

/** The account that every Azurite serves, as Microsoft publishes it. */
const AZURITE = {
  accountName: 'devstoreaccount1',
  accountKey:
    'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
} as const;
const AZURITE_QUEUE_PORT = 10_001;
const AZURITE_BLOB_PORT = 10_000;

/**
 * Reads a connection string of Azure Storage: with an account key, a shared access signature, or `UseDevelopmentStorage=true`.
 * The SDK's own reader is stricter than .NET's, whose connection strings must keep working: it insists on
 * `DefaultEndpointsProtocol`, `EndpointSuffix` and the case of names.
 *
 * @see https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
 */
export function parseConnectionString(text: string): StorageAccount | ConnectionStringFault {
  if (/^\s*["']/.test(text)) {
    return { fault: 'is in quotes, which belong to the file it came from' };
  }
  const parts = split(text);
  if (parts === undefined) return { fault: 'is not a list of Name=value pairs separated by ";"' };

  const isDevelopment = parts.get('usedevelopmentstorage')?.toLowerCase() === 'true';
  const endpoint = isDevelopment
    ? developmentEndpoint(parts, AZURITE_QUEUE_PORT)
    : endpointOf(parts);
  if (endpoint === undefined) return { fault: 'has neither an AccountName nor a QueueEndpoint' };
  const fault = endpointFault(endpoint, 'QueueEndpoint');
  if (fault !== undefined) return { fault };

  const credential = isDevelopment ? AZURITE : credentialOf(parts);
  if ('fault' in credential) return credential;
  const blobEndpoint = isDevelopment
    ? developmentEndpoint(parts, AZURITE_BLOB_PORT)
    : blobEndpointOf(parts);
  return { endpoint, blobEndpoint, credential };
}

function split(text: string): Parts | undefined {
  const parts = new Map<string, string>();
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const at = part.indexOf('=');
    if (at < 1) return undefined;
    parts.set(part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim());
  }
  return parts.size === 0 ? undefined : parts;
}

/** As in .NET, a proxy's address lends its host alone: Azurite beside us, under another name. */
function developmentEndpoint(parts: Parts, port: number): string {
  const proxy = parts.get('developmentstorageproxyuri') ?? 'http://127.0.0.1';
  if (!URL.canParse(proxy)) return proxy;
  const { protocol, hostname } = new URL(proxy);
  return `${protocol}//${hostname}:${port}/${AZURITE.accountName}`;
}

function endpointOf(parts: Parts): string | undefined {
  return given(parts, 'queueendpoint') ?? derived(parts, 'queue');
}

/** A queue endpoint without a blob endpoint may be anywhere, an emulator say: then no account in Azure may be guessed. */
function blobEndpointOf(parts: Parts): string | undefined {
  return (
    given(parts, 'blobendpoint') ??
    (parts.has('queueendpoint') ? undefined : derived(parts, 'blob'))
  );
}

function given(parts: Parts, name: string): string | undefined {
  // The slashes before the last are looked at once, not once for each of them.
  return parts.get(name)?.replace(/(?<!\/)\/+$/, '');
}

function derived(parts: Parts, service: 'queue' | 'blob'): string | undefined {
  const account = parts.get('accountname');
  if (!account) return undefined;
  const protocol = parts.get('defaultendpointsprotocol') ?? 'https';
  const suffix = parts.get('endpointsuffix') ?? 'core.windows.net';
  return `${protocol}://${account}.${service}.${suffix}`;
}

/** What is wrong with an endpoint, in words that do not repeat it. */
export function endpointFault(
  endpoint: string,
  name: 'QueueEndpoint' | 'BlobEndpoint',
): string | undefined {
  if (!URL.canParse(endpoint)) {
    return `names no valid address: see its ${name}, or AccountName and EndpointSuffix`;
  }
  const { protocol, hostname, pathname } = new URL(endpoint);
  if (protocol !== 'https:' && protocol !== 'http:') {
    return 'has an endpoint that is neither https nor http';
  }
  // Where the host does not name the account, as with Azurite, the path must.
  const isAccountInPath = !hostname.includes('.') || /^[\d.]+$|^\[/.test(hostname);
  return isAccountInPath && pathname === '/'
    ? `has a ${name} without the account, which belongs at its end: http://host:10001/devstoreaccount1`
    : undefined;
}

function credentialOf(parts: Parts): StorageAccount['credential'] | ConnectionStringFault {
  const sharedAccessSignature = parts.get('sharedaccesssignature');
  if (sharedAccessSignature) {
    return { sharedAccessSignature: sharedAccessSignature.replace(/^\?/, '') };
  }
  const accountKey = parts.get('accountkey');
  if (!accountKey) return { fault: 'has neither an AccountKey nor a SharedAccessSignature' };
  const accountName = parts.get('accountname');
  if (!accountName) return { fault: 'has an AccountKey but no AccountName' };
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(accountKey) && accountKey.length % 4 === 0;
  return isBase64
    ? { accountName, accountKey }
    : { fault: 'has an AccountKey that is not base64, as if part of it were missing' };
}
