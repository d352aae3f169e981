import { QueueJobError } from '../../queue-job.error.js';

/** What is known about a failed call to a queue. */
export interface QueueErrorContext {
  /** The queue that was called. */
  readonly queueName: string;
  /** What the service called the fault, such as `QueueDisabled`, or the network, such as `ECONNREFUSED`. */
  readonly code?: string | undefined;
  /** What the client has thrown, without secrets. */
  readonly cause?: unknown;
}

/** Thrown when a queue refused a call for a reason that trying again does not change. */
export class QueueError extends QueueJobError {
  override readonly name: string = 'QueueError';
  /** The queue that was called. */
  readonly queueName: string;
  /** What the service called the fault, such as `QueueDisabled`, or the network, such as `ECONNREFUSED`. */
  readonly code: string | undefined;

  constructor(message: string, { queueName, code, cause }: QueueErrorContext) {
    super(message, { cause });
    this.queueName = queueName;
    this.code = code;
  }
}
