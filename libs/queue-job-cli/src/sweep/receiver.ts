import { QueueUnavailableError } from 'nestjs-queue-job/tools';
import { LeasedMessage } from './leased-message.js';
import { pause } from './pause.js';
import type { SweepGround } from './sweep-ground.js';

/** The most that one receive gives. */
const MOST = 32;

/** In milliseconds. A lease grows with the time the sweep has taken, so that it outlasts the rest of a long one, … */
const SHORTEST_LEASE = 60_000;
const GROWTH = 3;
/** … but not beyond this: it is how long messages stay away when the process is killed. */
const LONGEST_LEASE = 300_000;

/** In milliseconds: of a slow sweep, no more is received than it can act on meanwhile. */
const IN_HAND = 10_000;

/** How often a receive without an answer is tried in a row, and the pause before the next try. */
const TRIES = 5;
const PAUSE = 1_000;

/** Receives for a sweep. */
export class Receiver {
  readonly #ground: SweepGround;
  readonly #start: number;
  readonly #batchSize: number;
  /** When messages come back that a receive without an answer may have leased. */
  #lostUntil = 0;

  /** @param rate how many messages are acted on in a second at most */
  constructor(ground: SweepGround, rate = Infinity) {
    this.#ground = ground;
    this.#start = ground.clock.now();
    this.#batchSize = Math.min(MOST, Math.max(1, Math.floor((rate * IN_HAND) / 1_000)));
  }

  /** What is visible; none when nothing is, and nothing will be that we have hidden ourselves. */
  async receive(): Promise<LeasedMessage[]> {
    const { clock, stop } = this.#ground;
    for (;;) {
      const messages = await this.#receiveVisible();
      const wait = this.#lostUntil - clock.now();
      if (messages.length > 0 || wait <= 0 || stop.aborted) return messages;
      await pause(wait, clock, stop);
    }
  }

  async #receiveVisible(): Promise<LeasedMessage[]> {
    const { queue, clock, stop } = this.#ground;
    for (let tries = 1; ; tries++) {
      const lease = this.#lease;
      const until = clock.now() + lease;
      try {
        const received = await queue.receive({ maxMessages: this.#batchSize, lease });
        return received.map((message) => new LeasedMessage(message, until));
      } catch (error) {
        if (!(error instanceof QueueUnavailableError) || tries >= TRIES || stop.aborted)
          throw error;
        // It may have taken messages away without showing them.
        if (error.mayHaveTakenEffect) this.#lostUntil = clock.now() + lease;
        await pause(PAUSE, clock, stop);
      }
    }
  }

  get #lease(): number {
    const elapsed = this.#ground.clock.now() - this.#start;
    return Math.min(LONGEST_LEASE, Math.max(SHORTEST_LEASE, GROWTH * elapsed));
  }
}
