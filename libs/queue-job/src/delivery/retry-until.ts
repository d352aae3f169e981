import type { Clock } from '../clock/clock.js';
import { LeaseLostError } from '../queue/errors/lease-lost.error.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';

/** In milliseconds: the pause after the first try, doubled after every further one up to the last. */
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5_000;

/**
 * Makes a call, and repeats it while storage is unavailable, until a deadline by our own clock. Nothing but the deadline ends
 * it early, no shutdown does. The deadline is asked for anew at every try, as it may come nearer.
 *
 * A try may take effect and lose its answer; the next one then finds its receipt stale. As long as the lease lived nobody else
 * can have made it so, which makes that fault the missing answer.
 *
 * @param isReceiptDoubtful whether it may have been stale before the first try: then such a fault answers nothing
 */
export async function retryUntil(
  deadline: () => number,
  call: () => Promise<void>,
  clock: Clock,
  isReceiptDoubtful = false,
): Promise<void> {
  let mayHaveTakenEffect = false;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      return await call();
    } catch (error) {
      const isAnswer = mayHaveTakenEffect && !isReceiptDoubtful && clock.now() < deadline();
      if (error instanceof LeaseLostError && isAnswer) return;
      if (!(error instanceof QueueUnavailableError)) throw error;
      if (clock.now() + pause >= deadline()) throw error;
      mayHaveTakenEffect ||= error.mayHaveTakenEffect;
      await clock.sleep(pause);
    }
  }
}
