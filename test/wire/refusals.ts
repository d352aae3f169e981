import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

const CHANNEL = 'http.client.request.error';

/** Calls back for every connection to a server that a client in this process is refused, which the server cannot see. */
export function onRefusal(origin: string, callback: () => void): Disposable {
  const { host } = new URL(origin);
  const listener = (event: unknown) => {
    const { request, error } = event as { request: ClientRequest; error: NodeJS.ErrnoException };
    if (error.code === 'ECONNREFUSED' && request.getHeader('host') === host) callback();
  };
  subscribe(CHANNEL, listener);
  return { [Symbol.dispose]: () => void unsubscribe(CHANNEL, listener) };
}
