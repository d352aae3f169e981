import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { readRequest, type StorageRequest } from './storage-request.ts';

/** What the service answers. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One request on its way from a job to the service, and its answer on its way back; a fault decides how far they get. */
export class Exchange {
  readonly request: StorageRequest;
  readonly #incoming: IncomingMessage;
  readonly #outgoing: ServerResponse;
  readonly #target: string;
  readonly #body: Promise<Buffer>;

  constructor(incoming: IncomingMessage, outgoing: ServerResponse, target: string) {
    this.request = readRequest(incoming);
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.#target = target;
    // At once, whatever is to come: an answer to half a request would break the connection instead of arriving.
    this.#body = buffer(incoming);
    this.#body.catch(() => {});
  }

  /** Lets the request take effect, and returns what the service answers. */
  async forward(): Promise<Answer> {
    const { method, url = '' } = this.#incoming;
    const body = await this.#body;
    // Over a connection of its own: one that was kept may be closed by the service just then, a fault that nobody asked for.
    const headers = { ...this.#incoming.headers, connection: 'close' };
    const options = { method, headers, agent: false };
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    send(new URL(url, this.#target), options, resolve).on('error', reject).end(body);
    const response = await promise;
    return {
      status: response.statusCode ?? 0,
      headers: response.headers as Answer['headers'],
      body: await buffer(response),
    };
  }

  /** Answers as soon as the whole request has come. */
  answer({ status, headers, body }: Answer): void {
    const { 'transfer-encoding': _, ...rest } = headers;
    const answer = () => {
      // Every request comes over a connection of its own, so that one that is broken breaks no other.
      this.#outgoing.writeHead(status, { ...rest, connection: 'close' });
      this.#outgoing.end(body);
    };
    this.#body.then(answer, () => this.reset());
  }

  /** Sends bytes that need not be HTTP, and ends the connection. */
  answerRaw(bytes: string | Buffer): void {
    this.#outgoing.socket?.end(bytes);
  }

  /** Breaks the connection. */
  reset(): void {
    this.#incoming.socket.resetAndDestroy();
  }
}
