import { QueueJobError } from '../../queue-job.error.js';

/** Thrown when a message cannot be sent as it was given: nobody could receive it, or not as what it is. Nothing was sent. */
export class UnsendableMessageError extends QueueJobError {
  override readonly name = 'UnsendableMessageError';
}
