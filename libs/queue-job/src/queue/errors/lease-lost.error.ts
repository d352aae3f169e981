import { QueueError } from './queue.error.js';

/** Thrown when somebody else holds the lease, or it ran out: the message may no longer be touched. */
export class LeaseLostError extends QueueError {
  override readonly name = 'LeaseLostError';
}
