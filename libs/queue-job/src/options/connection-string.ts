/** Where a storage account's queues are, and how to sign in to it. */
export interface StorageAccount {
  /** Without a slash at its end, such as `https://guardians.queue.core.windows.net`. */
  readonly endpoint: string;
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

/**
 * Reads a connection string of Azure Storage: with an account key, a shared access signature, or `UseDevelopmentStorage=true`.
 * The SDK's own reader is stricter than .NET's, whose connection strings must keep working: it insists on
 * `DefaultEndpointsProtocol`, `EndpointSuffix` and the case of names.
 *
 * @see https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
 */
export function parseConnectionString(text: string): StorageAccount | ConnectionStringFault {
  if (/^\s*["']/.test(text))
    return { fault: 'is in quotes, which belong to the file it came from' };
  const parts = split(text);
  if (parts === undefined) return { fault: 'is not a list of Name=value pairs separated by ";"' };

  const isDevelopment = parts.get('usedevelopmentstorage')?.toLowerCase() === 'true';
  const endpoint = isDevelopment ? developmentEndpoint(parts) : endpointOf(parts);
  if (endpoint === undefined) return { fault: 'has neither an AccountName nor a QueueEndpoint' };
  const fault = endpointFault(endpoint);
  if (fault !== undefined) return { fault };

  const credential = isDevelopment ? AZURITE : credentialOf(parts);
  return 'fault' in credential ? credential : { endpoint, credential };
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
function developmentEndpoint(parts: Parts): string {
  const proxy = parts.get('developmentstorageproxyuri') ?? 'http://127.0.0.1';
  if (!URL.canParse(proxy)) return proxy;
  const { protocol, hostname } = new URL(proxy);
  return `${protocol}//${hostname}:${AZURITE_QUEUE_PORT}/${AZURITE.accountName}`;
}

function endpointOf(parts: Parts): string | undefined {
  const given = parts.get('queueendpoint');
  if (given !== undefined) return given.replace(/\/+$/, '');
  const account = parts.get('accountname');
  if (account === undefined) return undefined;
  const protocol = parts.get('defaultendpointsprotocol') ?? 'https';
  const suffix = parts.get('endpointsuffix') ?? 'core.windows.net';
  return `${protocol}://${account}.queue.${suffix}`;
}

function endpointFault(endpoint: string): string | undefined {
  if (!URL.canParse(endpoint))
    return 'names no valid address: see its QueueEndpoint, or AccountName and EndpointSuffix';
  const { protocol, hostname, pathname } = new URL(endpoint);
  if (protocol !== 'https:' && protocol !== 'http:') {
    return 'has an endpoint that is neither https nor http';
  }
  // Where the host does not name the account, as with Azurite, the path must.
  const isAccountInPath = !hostname.includes('.') || /^[\d.]+$|^\[/.test(hostname);
  return isAccountInPath && pathname === '/'
    ? 'has a QueueEndpoint without the account, which belongs at its end: http://host:10001/devstoreaccount1'
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
