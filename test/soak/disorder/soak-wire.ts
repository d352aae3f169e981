import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monotonic } from '../../app/src/soak.journal.ts';
import { Exchange, type Answer } from '../../support/wire/exchange.ts';
import { none } from '../../support/wire/faults.ts';
import type { Dice } from './dice.ts';
import type { Call, Ledger } from '../books/ledger.ts';
import { faultOf, throwFault } from './soak-faults.ts';

/** The way to the queue service, on which dice decide what befalls a request, and a ledger is kept of what takes effect. */
export class SoakWire implements AsyncDisposable {
  readonly #server: Server;
  readonly #target: string;
  readonly #underWay = new Set<Promise<void>>();
  #isCalm = false;

  private constructor(target: string, ledger: Ledger, dice: Dice) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => {
      incoming.on('error', () => {});
      outgoing.on('error', () => {});
      const passing = this.#pass(new Exchange(incoming, outgoing, target), incoming, ledger, dice);
      this.#underWay.add(passing);
      void passing.finally(() => this.#underWay.delete(passing));
    });
  }

  /** @param target where the service is, such as `http://127.0.0.1:10001` */
  static async start(target: string, ledger: Ledger, dice: Dice): Promise<SoakWire> {
    const wire = new SoakWire(target, ledger, dice);
    wire.#server.listen(0, '127.0.0.1');
    await once(wire.#server, 'listening');
    return wire;
  }

  /** The connection string of the service, by way of this wire. */
  through(connectionString: string): string {
    const { port } = this.#server.address() as AddressInfo;
    return connectionString.replaceAll(this.#target, `http://127.0.0.1:${port}`);
  }

  /** From now on, nothing befalls any request. */
  calm(): void {
    this.#isCalm = true;
  }

  /** Resolves when every request that came has taken effect, or never will. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.settled();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  /** Never rejects. */
  async #pass(
    exchange: Exchange,
    incoming: IncomingMessage,
    ledger: Ledger,
    dice: Dice,
  ): Promise<void> {
    const from = monotonic();
    const call = readCall(exchange, incoming);
    const name = this.#isCalm ? undefined : throwFault(dice, call.operation);
    const forward = exchange.forward.bind(exchange);
    let isNoted = false;
    const note = (answer?: Answer) => {
      if (!isNoted) ledger.note(call, from, name, answer);
      isNoted = true;
    };
    exchange.forward = async () => {
      const answer = await forward();
      note(answer);
      return answer;
    };
    try {
      await (name === undefined ? none : faultOf(name, dice))(exchange);
    } catch {
      // Whoever asked is gone, or the service is.
      exchange.reset();
    }
    note();
  }
}

function readCall({ request }: Exchange, { url = '', headers }: IncomingMessage): Call {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return {
    ...request,
    process: Number(headers['soak-process']),
    id: pathname.split('/')[4],
    popReceipt: searchParams.get('popreceipt') ?? undefined,
  };
}
