import { QueueJobError } from '../../queue-job.error.js';

/**
 * Throw it from an executor when no further delivery can succeed: the message goes to the poison queue at once, however many
 * attempts are left. The library's own errors of that kind extend it.
 *
 * @example
 * throw new PoisonMessageError(`There is no guardian ${id}, and none will come.`);
 */
export class PoisonMessageError extends QueueJobError {
  override readonly name: string = 'PoisonMessageError';
}
