import { QueueError, type QueueErrorContext } from './queue.error.js';

/** Thrown when a queue gave no answer or was too busy for one; the same call may succeed later. */
export class QueueUnavailableError extends QueueError {
  override readonly name = 'QueueUnavailableError';
  /** Whether the call may have been carried out although its answer never came. */
  readonly mayHaveTakenEffect: boolean;

  constructor(message: string, context: QueueErrorContext & { mayHaveTakenEffect: boolean }) {
    super(message, context);
    this.mayHaveTakenEffect = context.mayHaveTakenEffect;
  }
}
