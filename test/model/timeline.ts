import fc, { type Scheduler } from 'fast-check';

/** Far more than any history makes that comes to an end. */
const MOST_STEPS = 20_000;

export type Cancel = () => void;

interface Step {
  readonly at: number;
  readonly label: string;
  readonly run: () => void;
  isCancelled: boolean;
}

/**
 * The time of a world, and all that is still to happen in it. Time moves from one step to the next; among the steps of one
 * moment the scheduler of fast-check decides which goes on first.
 */
export class Timeline {
  readonly #scheduler: Scheduler;
  readonly #later = new Set<Step>();
  #now = 0;
  #begun = 0;
  #fault: { readonly error: unknown } | undefined;

  /** @param order seed of the scheduler's decisions */
  constructor(order: number) {
    // Not drawn by the property: a scheduler of a simplified history would not decide the same again.
    [this.#scheduler] = fc.sample(fc.scheduler(), { seed: order, numRuns: 1 }) as [Scheduler];
  }

  /** In milliseconds since the world began. */
  get now(): number {
    return this.#now;
  }

  /** @param label what happens, for the list of tasks that fast-check shows */
  at(time: number, label: string, run: () => void): Cancel {
    const step = { at: time, label, run, isCancelled: false };
    if (time <= this.#now) this.#begin(step);
    else this.#later.add(step);
    return () => {
      step.isCancelled = true;
      this.#later.delete(step);
    };
  }

  after(milliseconds: number, label: string, run: () => void): Cancel {
    return this.at(this.#now + milliseconds, label, run);
  }

  /**
   * Lets time pass until nothing is left to happen.
   *
   * @throws what a step throws; an error when there is no end of steps
   */
  async rest(): Promise<void> {
    for (;;) {
      await this.#moment();
      let next = Infinity;
      for (const { at } of this.#later) next = Math.min(next, at);
      if (next === Infinity) return;
      this.#now = next;
      for (const step of this.#later) {
        if (step.at > next) continue;
        this.#later.delete(step);
        this.#begin(step);
      }
    }
  }

  /** Everything that happens now, and what that sets in motion at once. */
  async #moment(): Promise<void> {
    do {
      await this.#scheduler.waitIdle();
      await settled();
    } while (this.#scheduler.count() > 0);
    if (this.#fault !== undefined) throw this.#fault.error;
    if (this.#begun > MOST_STEPS) throw new Error('The world does not come to rest.');
  }

  #begin(step: Step): void {
    this.#begun += 1;
    void this.#scheduler.schedule(Promise.resolve(), step.label).then(() => {
      if (step.isCancelled || this.#fault !== undefined) return;
      try {
        step.run();
      } catch (error) {
        this.#fault = { error };
      }
    });
  }
}

/** A turn of the event loop: every promise that can go on without new input has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
