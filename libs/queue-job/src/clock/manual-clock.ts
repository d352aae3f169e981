import { Clock, type Cancel } from './clock.js';

/** The real one, whatever fake timers a test brings. */
const nextTurn = globalThis.setImmediate;

interface Appointment {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is moved. */
export class ManualClock extends Clock {
  #now: number;
  readonly #appointments = new Set<Appointment>();

  constructor(now = Date.UTC(2026, 0, 1)) {
    super();
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** When somebody is called back next; `undefined` when nobody waits. */
  get next(): number | undefined {
    return this.#next()?.at;
  }

  schedule(milliseconds: number, callback: () => void): Cancel {
    const appointment = { at: this.#now + milliseconds, callback };
    this.#appointments.add(appointment);
    return () => void this.#appointments.delete(appointment);
  }

  /**
   * Moves the time, stopping at every appointment on the way and letting everything it set in motion come to rest before
   * it goes on.
   */
  async advance(milliseconds: number): Promise<void> {
    const target = this.#now + milliseconds;
    await settled();
    for (;;) {
      const next = this.#next();
      if (next === undefined || next.at > target) break;
      this.#appointments.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await settled();
    }
    this.#now = target;
  }

  /** Moves the time while nothing goes on, as when a process is paused; what is overdue is called back by the next `advance`. */
  skip(milliseconds: number): void {
    this.#now += milliseconds;
  }

  #next(): Appointment | undefined {
    return [...this.#appointments].sort((a, b) => a.at - b.at)[0];
  }
}

/** A turn of the event loop: every promise that can go on without new input has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    nextTurn(resolve);
  });
}
