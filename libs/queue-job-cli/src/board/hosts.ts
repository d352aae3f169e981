import { isIP } from 'node:net';

/** Whether an address is one that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Whether a `Host` header names the board. A page of somebody else, whose name is made to lead here, still sends its own name. An
 * address cannot be made to lead anywhere else, and neither can `localhost`.
 *
 * @param allowed other names by which the board goes, in lower case
 */
export function isOwnHost(header: string | undefined, allowed: ReadonlySet<string>): boolean {
  const name = hostName(header);
  if (name === undefined) return false;
  return name === 'localhost' || isIP(name) !== 0 || allowed.has(name);
}

/** The name in a `Host` header, without port and brackets, in lower case. */
function hostName(header: string | undefined): string | undefined {
  const url = header === undefined ? null : URL.parse(`http://${header}`);
  if (url === null || url.host !== header?.toLowerCase().replace(/:80$/, '')) return undefined;
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
