import {
  LeaseLostError,
  QueueUnavailableError,
  type Clock,
  type InspectableQueue,
  type MessageHandle,
} from 'nestjs-queue-job/tools';
import { inParallel } from './in-parallel.js';
import type { LeasedMessage } from './leased-message.js';

/** How many messages are given back at once. */
const WIDTH = 16;

/** In milliseconds. */
const PAUSE = 500;
const TRIES = 3;

interface Held {
  readonly handle: MessageHandle;
  readonly until: number;
}

/** The messages that were looked at and stay. Until they are given back, or their leases end, nobody sees them. */
export class HeldMessages {
  readonly #held = new Map<string, Held>();

  get size(): number {
    return this.#held.size;
  }

  /** When the last lease ends, at the latest, by our own clock. */
  get until(): number {
    return Math.max(0, ...[...this.#held.values()].map(({ until }) => until));
  }

  add({ handle, until }: LeasedMessage): void {
    this.#held.set(handle.id, { handle, until });
  }

  /** Makes all of them visible again. What cannot be given back comes back by itself when its lease ends. */
  async giveBack(queue: InspectableQueue, clock: Clock, onGiven: () => void): Promise<void> {
    let fault: unknown;
    await inParallel([...this.#held.values()], WIDTH, async ({ handle }) => {
      if (fault !== undefined) return;
      try {
        await release(queue, handle, clock);
        this.#held.delete(handle.id);
        onGiven();
      } catch (error) {
        fault = error;
      }
    });
  }
}

async function release(
  queue: InspectableQueue,
  handle: MessageHandle,
  clock: Clock,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await queue.release(handle, 0);
    } catch (error) {
      // Somebody else has it, or an earlier try has given it back.
      if (error instanceof LeaseLostError) return;
      if (!(error instanceof QueueUnavailableError) || tries === TRIES) throw error;
      await clock.sleep(PAUSE);
    }
  }
}
