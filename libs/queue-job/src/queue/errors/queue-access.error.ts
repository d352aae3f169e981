import { QueueError } from './queue.error.js';

/** Thrown when the credential was refused, lacks a right, or could not be had. */
export class QueueAccessError extends QueueError {
  override readonly name = 'QueueAccessError';
}
