import { Duration } from '../options/duration.js';
import type { FailedDelivery, RetryPolicy } from '../options/retry-policy.js';
import { RetryMessageError } from './errors/retry-message.error.js';

const LONGEST = Duration.parse('7d')!.milliseconds;

/** A message hidden up to its expiry would never be seen again; it comes back this long before, for a last attempt. */
const BEFORE_EXPIRY = 60_000;

/**
 * How long a message stays invisible after its delivery failed with `error`: what the error asks for, else what `retryDelay`
 * says, or `least` if that is longer; never past the seven days the service allows, nor so long that the message would expire unseen.
 *
 * @throws what a policy of the application throws; TypeError when it returns no duration
 */
export function releaseDelay(
  delivery: FailedDelivery,
  error: unknown,
  retryDelay: Duration | RetryPolicy,
  now: number,
  least = Duration.ofSeconds(0),
): Duration {
  const wanted =
    error instanceof RetryMessageError ? error.delay : applied(retryDelay, delivery, error);
  const untilExpiry = delivery.expiresOn.getTime() - now - BEFORE_EXPIRY;
  const longer = Math.max(wanted.milliseconds, least.milliseconds);
  const milliseconds = Math.max(0, Math.min(longer, LONGEST, untilExpiry));
  return Duration.ofSeconds(milliseconds / 1000);
}

function applied(
  retryDelay: Duration | RetryPolicy,
  delivery: FailedDelivery,
  error: unknown,
): Duration {
  if (retryDelay instanceof Duration) return retryDelay;
  const delay = retryDelay(delivery, error);
  const duration = Duration.parse(delay);
  if (duration === undefined)
    throw new TypeError(`RetryDelay returned no duration: ${String(delay)}`);
  return duration;
}
