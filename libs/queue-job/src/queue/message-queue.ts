/** What renewing and settling need to know of a message: it stands for the lease. */
export interface MessageHandle {
  readonly id: string;
  /** Proof of holding the lease. Every renewal replaces it, and every later receive makes it worthless. */
  readonly popReceipt: string;
}

/** A message as it was received, under a lease. */
export interface ReceivedMessage extends MessageHandle {
  /** The text as it lies in the queue, still encoded. */
  readonly text: string;
  /** How often the message was received, this time included. */
  readonly dequeueCount: number;
  /** When the queue took it. */
  readonly insertedOn: Date;
  /** When the queue drops the message, settled or not. */
  readonly expiresOn: Date;
}

/** What is received. */
export interface ReceiveOptions {
  /** At most this many messages, 1 to 32. */
  readonly maxMessages: number;
  /** The lease, in milliseconds; whole seconds, 1 s to 7 d. */
  readonly lease: number;
}

/** How a lease is renewed. */
export interface RenewOptions {
  /** Replaces the message's text; without one it stays. */
  readonly text?: string;
  /** Gives the call up before its own bound. */
  readonly signal?: AbortSignal;
}

/** How long a message's text may be, in bytes of UTF-8: 64 KiB. */
export const MAX_BYTES = 65_536;

/** A message as the queue has taken it. */
export interface SentMessage {
  /** The id the queue gave it, under which every delivery of it is known. */
  readonly id: string;
  /** When the queue took it. */
  readonly insertedOn: Date;
  /** When the queue drops it, whatever has become of it. */
  readonly expiresOn: Date;
}

/** How a message is sent. */
export interface SendOptions {
  /** How long the message stays invisible at first, in milliseconds. Default 0. */
  readonly delay?: number;
  /** How long the queue keeps the message, in milliseconds. Default: for ever. */
  readonly timeToLive?: number | undefined;
}

/**
 * A queue, as far as a job uses it: the port behind which Azure Storage and the memory queue are alike. Its calls are bounded
 * in time and are tried once; whoever knows what a second try may cost repeats them.
 *
 * Every call rejects with a `QueueError`: `QueueUnavailableError` when no answer says whether it took effect or the service
 * is busy, `QueueAccessError` when it is refused.
 */
export interface MessageQueue {
  readonly name: string;

  /** Receives visible messages, possibly none. Creates the queue when it is missing. */
  receive(options: ReceiveOptions): Promise<ReceivedMessage[]>;

  /**
   * Makes the lease last `lease` milliseconds from now.
   *
   * @returns the handle that replaces the one given
   * @throws LeaseLostError when the handle no longer holds the lease
   * @throws MessageTooLargeError when the new text is longer than 64 KiB; the lease stays as it was
   */
  renew(message: MessageHandle, lease: number, options?: RenewOptions): Promise<MessageHandle>;

  /**
   * Gives the message back, visible after `delay` milliseconds (0 to 7 d).
   *
   * @throws LeaseLostError when the handle no longer holds the lease
   */
  release(message: MessageHandle, delay: number): Promise<void>;

  /**
   * Deletes the message.
   *
   * @throws LeaseLostError when the handle no longer holds the lease
   */
  complete(message: MessageHandle): Promise<void>;

  /**
   * Sends a message. Creates the queue when it is missing.
   *
   * @throws MessageTooLargeError when the text is longer than 64 KiB
   */
  send(text: string, options?: SendOptions): Promise<SentMessage>;
}

/** The storage account: where queues are found by name. */
export abstract class QueueService {
  /** The queue with that name, whether it is there or not. */
  abstract getQueue(name: string): MessageQueue;
}
