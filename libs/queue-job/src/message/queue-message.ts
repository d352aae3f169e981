/** What an executor is given: one delivery of one message. */
export interface QueueMessage<T = unknown> {
  /** The id the queue gave the message; the same for every delivery of it. */
  readonly id: string;
  readonly queueName: string;
  /** The event: the JSON value the text holds; the text itself when it is no JSON; the bytes when they are no text. */
  readonly body: T;
  /** The decoded text, byte order mark removed; bytes that are no UTF-8 show as U+FFFD. */
  readonly text: string;
  /** The decoded bytes. */
  readonly bytes: Uint8Array;
  /** The number of this delivery: 1 for the first. */
  readonly dequeueCount: number;
  /** Whether a failure of this delivery moves the message to the poison queue. */
  readonly isLastAttempt: boolean;
  readonly insertedOn: Date;
  /** When the queue drops the message, whatever has become of it. */
  readonly expiresOn: Date;
}
