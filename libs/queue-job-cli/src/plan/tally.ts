import type { Load } from './plan.interface.js';
import type { StorageRequests } from './plan-result.js';

/** What is counted while a simulation goes on. */
export class Tally {
  readonly requests: StorageRequests = {
    receives: 0,
    deletes: 0,
    renewals: 0,
    releases: 0,
    poisonSends: 0,
    peeks: 0,
    counts: 0,
  };
  pods = 0;
  emptyPods = 0;
  done = 0;
  poisoned = 0;
  /** For each message, in milliseconds; NaN until it is executed. */
  readonly waits: Float64Array;
  readonly #load: Load;
  readonly #dequeueCounts: Uint16Array;

  constructor(load: Load) {
    this.#load = load;
    this.waits = new Float64Array(load.arrivals.length).fill(NaN);
    this.#dequeueCounts = new Uint16Array(load.arrivals.length);
  }

  get settled(): number {
    return this.done + this.poisoned;
  }

  /** @returns the message's number of deliveries, this one included */
  countDelivery(message: number): number {
    return ++this.#dequeueCounts[message]!;
  }

  /** Only a message's first execution ends its wait. */
  countExecution(message: number, now: number): void {
    if (!Number.isNaN(this.waits[message]!)) return;
    this.waits[message] = now - this.#load.arrivals[message]! - this.#load.delay;
  }
}
