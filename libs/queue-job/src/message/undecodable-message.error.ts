import { QueueJobError } from '../queue-job.error.js';

/** Thrown when a message's text is not what `MessageEncoding` says it is. The message is poisoned without being executed. */
export class UndecodableMessageError extends QueueJobError {
  override readonly name = 'UndecodableMessageError';
}
