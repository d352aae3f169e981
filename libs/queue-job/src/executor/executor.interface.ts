import type { QueueMessage } from '../message/queue-message.js';

/** An executor that is ready to be called. */
export interface Executor {
  /** Its class's name. */
  readonly name: string;
  /**
   * Checks and converts the body, then does the work.
   *
   * @throws InvalidPayloadError when the body is not the payload it declares; else what the executor throws
   */
  execute(message: QueueMessage, signal: AbortSignal): Promise<void>;
}

/** Knows which executor takes which message. */
export interface ExecutorDirectory {
  /** @throws UnknownEventTypeError when no executor takes the message */
  choose(message: Pick<QueueMessage, 'type'>): Executor;
}
