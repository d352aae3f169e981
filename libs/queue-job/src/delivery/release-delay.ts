import { Duration } from '../options/duration.js';
import type { ReceivedMessage } from '../queue/message-queue.js';
import { RetryMessageError } from './errors/retry-message.error.js';

const LONGEST = Duration.parse('7d')!.milliseconds;

/** A message hidden up to its expiry would never be seen again; it comes back this long before, for a last attempt. */
const BEFORE_EXPIRY = 60_000;

/**
 * How long a message stays invisible after its delivery failed with `error`: what the error asks for, else `retryDelay`; never
 * past the seven days the service allows, nor so long that the message would expire unseen.
 */
export function releaseDelay(
  error: unknown,
  { expiresOn }: Pick<ReceivedMessage, 'expiresOn'>,
  { retryDelay, now }: { readonly retryDelay: Duration; readonly now: number },
): Duration {
  const { milliseconds } = error instanceof RetryMessageError ? error.delay : retryDelay;
  const untilExpiry = expiresOn.getTime() - now - BEFORE_EXPIRY;
  return Duration.ofSeconds(Math.max(0, Math.min(milliseconds, LONGEST, untilExpiry)) / 1000);
}
