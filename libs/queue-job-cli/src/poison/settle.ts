import {
  LeaseLostError,
  QueueUnavailableError,
  retryUntil,
  type Clock,
  type InspectableQueue,
} from 'nestjs-queue-job/tools';
import type { LeasedMessage } from '../sweep/leased-message.js';

/** In milliseconds: how much of a lease must be left to begin something, and what it is renewed to. */
const ENOUGH = 20_000;
const LEASE = 60_000;

/** In milliseconds: for how long a call that gets no answer is repeated; less than is left of a lease. */
const PERSISTENCE = 15_000;

/**
 * Makes sure that a message is still ours, and for long enough.
 *
 * @returns whether it is
 */
export async function keepLease(
  queue: InspectableQueue,
  message: LeasedMessage,
  clock: Clock,
): Promise<boolean> {
  const now = clock.now();
  if (message.until - now >= ENOUGH) return true;
  try {
    message.renewed(await queue.renew(message.handle, LEASE), now + LEASE);
    return true;
  } catch (error) {
    if (error instanceof LeaseLostError) return false;
    throw error;
  }
}

/** Sends until it is answered. Every try but the last may have put a copy into the queue, which `onUncertain` is told. */
export async function send(call: () => Promise<unknown>, clock: Clock, onUncertain: () => void) {
  const deadline = clock.now() + PERSISTENCE;
  const told = async () => {
    try {
      await call();
    } catch (error) {
      if (error instanceof QueueUnavailableError && error.mayHaveTakenEffect) onUncertain();
      throw error;
    }
  };
  await retryUntil(() => deadline, told, clock);
}

/**
 * Deletes until it is answered, or the lease ends.
 *
 * @returns whether it was ours to delete
 */
export async function remove(
  queue: InspectableQueue,
  message: LeasedMessage,
  clock: Clock,
): Promise<boolean> {
  try {
    await retryUntil(
      () => message.until,
      () => queue.complete(message.handle),
      clock,
    );
    return true;
  } catch (error) {
    if (error instanceof LeaseLostError) return false;
    throw error;
  }
}
