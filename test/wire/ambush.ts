import type { QueueClient } from '@azure/storage-queue';
import { vi } from 'vitest';
import type { FaultProxy, Which } from '../support/wire/fault-proxy.ts';
import { none, type Fault } from '../support/wire/faults.ts';
import { is } from './call.ts';
import type { Cell } from './cell.ts';
import { onRefusal } from './refusals.ts';

export interface AmbushOptions {
  readonly cell: Cell;
  readonly proxy: FaultProxy;
  /** The queue, past all faults. */
  readonly queue: QueueClient;
  /** Closes the application; resolves when it receives no more. */
  readonly close: () => Promise<void>;
}

/** Puts a fault in the way of a call, as soon as the request before it is answered. */
export class Ambush implements Disposable {
  /** How often a request met the fault. */
  met = 0;
  /** How often a connection was refused. */
  refusals = 0;
  readonly #with: AmbushOptions;
  readonly #goesWell = Promise.withResolvers<void>();
  readonly #meetings: Promise<void>[] = [];
  #stopWatching: Disposable | undefined;

  constructor(options: AmbushOptions) {
    this.#with = options;
    const { cell, proxy } = options;
    const { after, scenario } = cell.call;
    const isClosing: Which = (request) => scenario.isClosed === true && is('receive')(request);
    if (after === undefined) this.#lie();
    else {
      const approach: Fault = async (exchange) => {
        const answer = await exchange.forward();
        if (isClosing(exchange.request)) await options.close();
        if (after(exchange.request)) this.#lie();
        exchange.answer(answer);
      };
      let isLying = false;
      const isBefore: Which = (request) => {
        const isBeforeIt = !isLying && (after(request) || isClosing(request));
        isLying ||= after(request);
        return isBeforeIt;
      };
      void proxy.inject(isBefore, approach, Infinity);
    }
  }

  /** Resolves when the call is made, and no fault befalls it. */
  get goesWell(): Promise<void> {
    return this.#goesWell.promise;
  }

  /** Resolves when every request that met the fault has taken effect, or never will. */
  async over(): Promise<void> {
    await Promise.allSettled(this.#meetings);
  }

  [Symbol.dispose](): void {
    this.#stopWatching?.[Symbol.dispose]();
  }

  #lie(): void {
    const { cell, proxy } = this.#with;
    const { isIt, scenario } = cell.call;
    const { what, isOfAll = false } = cell.fault ?? {};
    if (what === 'refusal') this.#refuse();
    else if (what !== undefined) {
      const fault = what === 'overtaking' ? overtaking(this.#with.queue) : what;
      const counted: Fault = async (exchange) => {
        this.met += 1;
        const meeting = Promise.resolve(fault(exchange));
        this.#meetings.push(meeting);
        await meeting;
      };
      const isMet = cell.isForGood && isOfAll && !scenario.isAlone ? () => true : isIt;
      void proxy.inject(isMet, counted, cell.isForGood ? Infinity : 1);
    }
    void proxy.inject(isIt, none).then(this.#goesWell.resolve);
  }

  #refuse(): void {
    const { cell, proxy } = this.#with;
    void proxy.refuse();
    this.#stopWatching = onRefusal(proxy.origin, () => {
      this.met += 1;
      this.refusals += 1;
      if (!cell.isForGood) void proxy.accept();
    });
  }
}

/** Holds a call, or the answer to a receive, until somebody else has received the message. */
function overtaking(queue: QueueClient): Fault {
  return async (exchange) => {
    const isReceive = exchange.request.operation === 'receive';
    const answer = isReceive ? await exchange.forward() : undefined;
    await vi.waitFor(
      async () => {
        const { receivedMessageItems } = await queue.receiveMessages({ visibilityTimeout: 60 });
        if (receivedMessageItems.length === 0) throw new Error('The lease has not passed yet.');
      },
      { timeout: 10_000, interval: 100 },
    );
    await (answer === undefined ? none(exchange) : exchange.answer(answer));
  };
}
