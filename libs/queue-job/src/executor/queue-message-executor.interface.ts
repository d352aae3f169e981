import type { QueueMessage } from '../message/queue-message.js';

/** A provider that does the work a message asks for. Mark its class with `@QueueMessageExecutor()`. */
export interface IQueueMessageExecutor<T = unknown> {
  /**
   * Does the work. Returning means that it is done and the message may be deleted; throwing means that it failed and the
   * message comes back, or goes to the poison queue when its attempts are used up. A message may be delivered more than once,
   * so doing the same work twice must do no harm.
   *
   * @param signal aborted when the work is to stop: the lease was lost, `ExecutionTimeout` passed, or the process must end and
   *   its grace period is over. Its `reason` tells which. Pass it on to whatever can be cancelled.
   */
  execute(message: QueueMessage<T>, signal: AbortSignal): Promise<void> | void;
}
