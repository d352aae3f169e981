import type { Clock } from '../clock/clock.js';

/** Is rung when something has happened that a run may be waiting for. One waits at a time. */
export class Bell {
  readonly #clock: Clock;
  #rings = 0;
  #wake: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How often it was rung: whether something has happened since is to be seen from it. */
  get rings(): number {
    return this.#rings;
  }

  ring(): void {
    this.#rings += 1;
    this.#wake();
  }

  /** Resolves when it is rung, or the time in milliseconds is over, whatever comes first. */
  heard(milliseconds?: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel =
        milliseconds === undefined
          ? () => {}
          : this.#clock.schedule(milliseconds, () => this.#wake());
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
