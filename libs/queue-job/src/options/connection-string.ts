const DEVELOPMENT_STORAGE = 'UseDevelopmentStorage=true';

/** The parts of a connection string under their lower-case names. */
type Parts = ReadonlyMap<string, string>;

/**
 * What is wrong with a connection string of Azure Storage, in words that do not repeat any of its values; `undefined` when
 * nothing is. Accepts an account key, a shared access signature, and `UseDevelopmentStorage=true`.
 *
 * @see https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
 */
export function connectionStringFault(connectionString: string): string | undefined {
  const text = connectionString.trim().replace(/;$/, '');
  if (text.toLowerCase() === DEVELOPMENT_STORAGE.toLowerCase()) return undefined;

  const parts = new Map<string, string>();
  for (const part of text.split(';')) {
    const [name, ...value] = part.split('=');
    if (!name || value.length === 0) return 'is not a list of Name=value pairs separated by ";"';
    parts.set(name.trim().toLowerCase(), value.join('='));
  }
  return endpointFault(parts) ?? credentialFault(parts);
}

function endpointFault(parts: Parts): string | undefined {
  const endpoint = parts.get('queueendpoint');
  if (endpoint === undefined) {
    return parts.has('accountname') || parts.has('sharedaccesssignature')
      ? undefined
      : 'has neither an AccountName nor a QueueEndpoint';
  }
  const isHttp = URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol);
  return isHttp ? undefined : 'has a QueueEndpoint that is not an http or https URL';
}

function credentialFault(parts: Parts): string | undefined {
  if (parts.has('sharedaccesssignature')) {
    return parts.has('queueendpoint')
      ? undefined
      : 'has a SharedAccessSignature but no QueueEndpoint';
  }
  const key = parts.get('accountkey');
  if (!key) return 'has neither an AccountKey nor a SharedAccessSignature';
  if (!parts.has('accountname')) return 'has an AccountKey but no AccountName';
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(key) && key.length % 4 === 0;
  return isBase64
    ? undefined
    : 'has an AccountKey that is not base64, as if part of it were missing';
}
