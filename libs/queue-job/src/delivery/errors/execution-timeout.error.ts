import type { Duration } from '../../options/duration.js';
import { QueueJobError } from '../../queue-job.error.js';

/** The reason of an executor's signal when `ExecutionTimeout` has passed, and the error its delivery fails with. */
export class ExecutionTimeoutError extends QueueJobError {
  override readonly name = 'ExecutionTimeoutError';

  constructor(timeout: Duration) {
    super(`The executor did not end within ${timeout}, the setting ExecutionTimeout.`);
  }
}
