import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Exchange } from './exchange.ts';
import { none, type Fault } from './faults.ts';
import type { StorageRequest } from './storage-request.ts';

/**
 * Where proxies listen, one after the other. None of these ports is given to a connection, or to a server that names none, so
 * that nobody takes the place of a proxy that refuses connections for a while.
 */
const PORTS = { first: 10_000, last: 32_000 } as const;
let nextPort = randomInt(PORTS.first, PORTS.last);

/** Which requests are meant. */
export type Which = (request: StorageRequest) => boolean;

interface Trap {
  readonly which: Which;
  readonly fault: Fault;
  left: number;
  readonly sprung: () => void;
}

/** A request that was caught, and waits. */
export interface Held {
  /** Resolves when the request has come. */
  readonly caught: Promise<void>;
  /** Lets it, or its answer, go on. */
  letGo(): void;
}

/** Stands between jobs and the queue service, and does to the requests of a test's choice what networks and services do. */
export class FaultProxy implements AsyncDisposable {
  /** Every request that came, in this order. */
  readonly requests: StorageRequest[] = [];
  readonly #target: string;
  readonly #server: Server;
  readonly #traps: Trap[] = [];
  #port = 0;

  private constructor(target: string) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => {
      incoming.on('error', () => {});
      outgoing.on('error', () => {});
      const exchange = new Exchange(incoming, outgoing, target);
      this.requests.push(exchange.request);
      void Promise.resolve(this.#faultOf(exchange.request)(exchange)).catch(() => exchange.reset());
    });
  }

  /** @param target where the service is, such as `http://127.0.0.1:10001` */
  static async start(target: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await proxy.accept();
    return proxy;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The connection string of the service, by way of this proxy. */
  through(connectionString: string): string {
    return connectionString.replaceAll(this.#target, this.origin);
  }

  /**
   * Puts a fault in the way of the next requests of this kind; of several, the one that was put there first acts.
   *
   * @param times how many requests meet it
   * @returns resolves when one has met it
   */
  inject(which: Which, fault: Fault, times = 1): Promise<void> {
    const { promise, resolve: sprung } = Promise.withResolvers<void>();
    this.#traps.push({ which, fault, left: times, sprung });
    return promise;
  }

  /** Holds the next request of this kind, before it takes effect or, then its answer, after that. */
  hold(which: Which, when: 'before' | 'after'): Held {
    const goOn = Promise.withResolvers<void>();
    const caught = Promise.withResolvers<void>();
    void this.inject(which, async (exchange) => {
      if (when === 'before') {
        caught.resolve();
        await goOn.promise;
        return none(exchange);
      }
      const answer = await exchange.forward();
      caught.resolve();
      await goOn.promise;
      exchange.answer(answer);
    });
    return { caught: caught.promise, letGo: goOn.resolve };
  }

  /** Accepts connections, again after {@link refuse}. */
  async accept(): Promise<void> {
    while (!this.#server.listening) {
      try {
        this.#server.listen(this.#port || takePort(), '127.0.0.1');
        await once(this.#server, 'listening');
      } catch (error) {
        if (this.#port !== 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      }
    }
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Refuses connections from now on; what is under way over others comes to its end. */
  async refuse(): Promise<void> {
    if (this.#server.listening) this.#server.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.refuse();
    this.#server.closeAllConnections();
  }

  #faultOf(request: StorageRequest): Fault {
    const trap = this.#traps.find(({ which, left }) => left > 0 && which(request));
    if (trap === undefined) return none;
    trap.left -= 1;
    trap.sprung();
    return trap.fault;
  }
}

function takePort(): number {
  const port = nextPort;
  nextPort = port === PORTS.last ? PORTS.first : port + 1;
  return port;
}
