import { QueueJobError } from '../../queue-job.error.js';

/**
 * Thrown when a message was not executed because the lock of its executor's `singleton` could not be had within
 * `SingletonWait`: somebody else executes a message with the same value, or storage failed, which the cause then tells. The
 * message comes back; it goes to the poison queue for this never.
 */
export class SingletonBusyError extends QueueJobError {
  override readonly name = 'SingletonBusyError';

  constructor(
    /** Where the value is. */
    readonly path: string,
    cause?: Error,
  ) {
    super(
      cause === undefined
        ? `A message with the same value at "${path}" is being executed.`
        : `The lock for the value at "${path}" could not be had. ${cause.message}`,
      { cause },
    );
    // It is no fault of the code, and loggers print the stack.
    this.stack = `${this.name}: ${this.message}`;
  }
}
