import type { TraceContext } from './trace-context.js';

/** What an executor is given: one delivery of one message. */
export interface QueueMessage<T = unknown> {
  /** The id the queue gave the message; the same for every delivery of it. */
  readonly id: string;
  /** The queue the message was received from. */
  readonly queueName: string;
  /** Which event it is: the `type` of a CloudEvent or of plain JSON, Event Grid's `eventType`, or what `EventTypeField` says. */
  readonly type: string | undefined;
  /** What a CloudEvent or Event Grid's envelope says besides, such as `id`, `source`, `subject` and `time`; else empty. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The trace the message was sent in, where the body carries one: in a CloudEvent's extensions, or where `TraceContextField` says. */
  readonly traceContext: TraceContext | undefined;
  /**
   * The event: the data in the envelope of a CloudEvent or of Event Grid; else the JSON value the text holds; the text itself
   * when it is no JSON; the bytes when they are no text. With a `payload`, checked and converted.
   */
  readonly body: T;
  /** The decoded text, whole; bytes that are no UTF-8 show as U+FFFD. */
  readonly text: string;
  /** The decoded bytes, whole. */
  readonly bytes: Uint8Array;
  /** The number of this delivery: 1 for the first. */
  readonly dequeueCount: number;
  /** Whether a failure of this delivery moves the message to the poison queue. */
  readonly isLastAttempt: boolean;
  /** When the message was sent. */
  readonly insertedOn: Date;
  /** When the queue drops the message, whatever has become of it. */
  readonly expiresOn: Date;

  /**
   * Makes `body` what the next delivery of this message begins with, should this one not come to its end: a checkpoint. An
   * envelope stays around it, and an object that names no type is given this message's. This delivery's own `body` does not
   * change.
   *
   * @throws MessageTooLargeError when the message would exceed 64 KiB; the message stays as it was
   * @throws LeaseLostError when somebody else has the message, or the delivery is over
   * @throws QueueUnavailableError when storage gave no answer; whether the progress is saved is not known
   */
  saveProgress(body: unknown): Promise<void>;
}
