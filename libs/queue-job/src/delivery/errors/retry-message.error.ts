import { Duration, type DurationInput } from '../../options/duration.js';
import { QueueJobError } from '../../queue-job.error.js';

/** When to try again, and what it is because of. */
export interface RetryMessageErrorOptions extends ErrorOptions {
  /** How long the message stays invisible; overrides the setting `RetryDelay`. */
  readonly delay: DurationInput;
}

/**
 * Throw it from an executor when the work cannot be done now and it is known when to try again, say from a `Retry-After`. It
 * is a failed delivery like any other: on the last attempt the message goes to the poison queue.
 *
 * @example
 * throw new RetryMessageError('The registry is closed.', { delay: '10m' });
 *
 * @throws TypeError when the delay is none
 */
export class RetryMessageError extends QueueJobError {
  override readonly name = 'RetryMessageError';
  /** How long the message stays invisible. */
  readonly delay: Duration;

  constructor(message: string, { delay, ...options }: RetryMessageErrorOptions) {
    super(message, options);
    const parsed = Duration.parse(delay);
    if (parsed === undefined) throw new TypeError(`${JSON.stringify(delay)} is not a duration.`);
    this.delay = parsed;
  }
}
