import { QueueError } from './queue.error.js';

/** Thrown when a text is longer than the 64 KiB a message may have. */
export class MessageTooLargeError extends QueueError {
  override readonly name = 'MessageTooLargeError';
}
