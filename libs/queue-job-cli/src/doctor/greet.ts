import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { TLSSocket } from 'node:tls';

/** In milliseconds. */
const TIMEOUT = 10_000;

/** What an address answers to somebody who does not sign in. */
export interface Greeting {
  readonly milliseconds: number;
  readonly status: number;
  /** Whether the answer is of the queue service, which numbers all of its answers. */
  readonly isService: boolean;
  /** Such as `TLSv1.3`; absent without encryption. */
  readonly protocol: string | undefined;
  /** By how many milliseconds our clock is ahead of theirs; absent when they do not tell the time. */
  readonly skew: number | undefined;
}

/** Calls at an address without signing in. Even a refusal tells who is there, and what time they have. */
export async function greet(address: string): Promise<Greeting> {
  const begin = Date.now();
  const answer = await get(new URL(`${address}?comp=metadata`));
  const end = Date.now();
  const date = Date.parse(answer.headers.date ?? '');
  const { getProtocol } = answer.socket as Partial<TLSSocket>;
  return {
    milliseconds: end - begin,
    status: answer.statusCode ?? 0,
    isService: answer.headers['x-ms-request-id'] !== undefined,
    protocol: getProtocol?.call(answer.socket) ?? undefined,
    // They told it somewhere in between, cut down to the second.
    skew: Number.isNaN(date) ? undefined : Math.round((begin + end) / 2 - date - 500),
  };
}

function get(url: URL): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(TIMEOUT);
    request(url, { agent: false, signal, headers: { 'x-ms-version': '2021-12-02' } })
      .on('response', (answer) => {
        answer.resume();
        resolve(answer);
      })
      .on('error', (error) => {
        reject(signal.aborted ? Object.assign(error, { code: 'ETIMEDOUT' }) : error);
      })
      .end();
  });
}
