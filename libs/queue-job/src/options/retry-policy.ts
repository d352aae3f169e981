import { Duration, type DurationInput } from './duration.js';

/** What a retry policy may decide by. */
export interface FailedDelivery {
  /** The id the queue gave the message; the same for every delivery of it. */
  readonly messageId: string;
  /** The number of the delivery that failed: 1 for the first. */
  readonly dequeueCount: number;
  /** When the message was sent. */
  readonly insertedOn: Date;
  /** When the queue drops the message, whatever has become of it. */
  readonly expiresOn: Date;
}

/** How long a message stays invisible after `delivery` failed with `error`. */
export type RetryPolicy = (delivery: FailedDelivery, error: unknown) => DurationInput;

/** Between what bounds the delays of {@link exponentialBackoff} are drawn. */
export interface ExponentialBackoff {
  /** The longest possible delay after the first failed delivery; it doubles with every further one. */
  readonly first: DurationInput;
  /** The longest possible delay at all. */
  readonly most: DurationInput;
}

const EXPONENTIAL = /^exponential\(\s*([^,\s]+)\s*,\s*([^,\s]+)\s*\)$/i;

/**
 * A delay drawn from 0 up to a bound that doubles with every failed delivery: exponential backoff with full jitter, which
 * spreads the retries of many pods best.
 *
 * @throws RangeError when a duration is none
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function exponentialBackoff(
  { first, most }: ExponentialBackoff,
  random: () => number = Math.random,
): RetryPolicy {
  const [start, cap] = [first, most].map((input) => {
    const duration = Duration.parse(input);
    if (duration === undefined) throw new RangeError(`${JSON.stringify(input)} is not a duration.`);
    return duration.seconds;
  }) as [number, number];
  return ({ dequeueCount }) =>
    Duration.ofSeconds(random() * Math.min(cap, start * 2 ** (dequeueCount - 1)));
}

/** Reads a setting: always the same duration, `exponential(10s, 1h)`, or in code a function; `undefined` for anything else. */
export function parseRetryDelay(input: unknown): Duration | RetryPolicy | undefined {
  if (typeof input === 'function') return input as RetryPolicy;
  const duration = Duration.parse(input);
  if (duration !== undefined) return duration;
  const [, first, most] = (typeof input === 'string' && EXPONENTIAL.exec(input.trim())) || [];
  if (first === undefined || most === undefined) return undefined;
  return Duration.parse(first) && Duration.parse(most)
    ? exponentialBackoff({ first, most })
    : undefined;
}
