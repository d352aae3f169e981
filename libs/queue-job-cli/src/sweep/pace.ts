import type { Clock } from 'nestjs-queue-job/tools';
import { pause } from './pause.js';

/** Keeps apart what is begun, so that no more is begun than so many in a second. */
export class Pace {
  readonly #gap: number;
  readonly #clock: Clock;
  readonly #stop: AbortSignal;
  #next = 0;

  /** @param rate how many in a second at most; `Infinity` for as many as there are */
  constructor(rate: number, clock: Clock, stop: AbortSignal) {
    this.#gap = 1_000 / rate;
    this.#clock = clock;
    this.#stop = stop;
  }

  /** Resolves when the next may begin, or nothing may. */
  async next(): Promise<void> {
    const now = this.#clock.now();
    const at = Math.max(now, this.#next);
    this.#next = at + this.#gap;
    await pause(at - now, this.#clock, this.#stop);
  }
}
