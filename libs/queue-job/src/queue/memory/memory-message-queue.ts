import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock/clock.js';
import { LeaseLostError } from '../errors/lease-lost.error.js';
import { MessageTooLargeError } from '../errors/message-too-large.error.js';
import type { InspectableQueue, PeekedMessage, QueueProperties } from '../inspectable-queue.js';
import {
  MAX_BYTES,
  type MessageHandle,
  type ReceivedMessage,
  type ReceiveOptions,
  type RenewOptions,
  type SendOptions,
  type SentMessage,
} from '../message-queue.js';
import { leaseLost, tooLarge } from '../queue.messages.js';

/** What Azure answers for "never": the last second of the year 9999. */
const NEVER = Date.UTC(9999, 11, 31, 23, 59, 59);

/** A message as it lies in memory; times are milliseconds since the epoch. */
export interface StoredMessage {
  readonly id: string;
  readonly insertedOn: number;
  readonly expiresOn: number;
  text: string;
  popReceipt: string;
  dequeueCount: number;
  visibleOn: number;
}

/** One queue in memory. */
export class MemoryMessageQueue implements InspectableQueue {
  readonly name: string;
  readonly address = undefined;
  readonly #clock: Clock;
  readonly #messages = new Map<string, StoredMessage>();
  #exists = false;
  /** When the first message expires, at the earliest. */
  #nextExpiry = Infinity;

  constructor(name: string, clock: Clock) {
    this.name = name;
    this.#clock = clock;
  }

  /** The messages that are in the queue, visible or not, oldest first. */
  get messages(): readonly Readonly<StoredMessage>[] {
    this.#expire();
    return [...this.#messages.values()];
  }

  // The methods are async although nothing is awaited: a fault must be a rejection, as the real service's is.

  async receive({ maxMessages, lease }: ReceiveOptions): Promise<ReceivedMessage[]> {
    this.#exists = true;
    return this.#visible()
      .slice(0, maxMessages)
      .map((message) => {
        message.dequeueCount += 1;
        this.#lease(message, lease);
        const { id, text, popReceipt, dequeueCount, insertedOn, expiresOn } = message;
        return {
          id,
          text,
          popReceipt,
          dequeueCount,
          insertedOn: new Date(insertedOn),
          expiresOn: new Date(expiresOn),
        };
      });
  }

  async renew(
    handle: MessageHandle,
    lease: number,
    { text }: RenewOptions = {},
  ): Promise<MessageHandle> {
    const message = this.#held(handle);
    if (text !== undefined) {
      this.#checkSize(text);
      message.text = text;
    }
    this.#lease(message, lease);
    return { id: message.id, popReceipt: message.popReceipt };
  }

  async release(handle: MessageHandle, delay: number): Promise<void> {
    this.#lease(this.#held(handle), delay);
  }

  async complete(handle: MessageHandle): Promise<void> {
    this.#messages.delete(this.#held(handle).id);
  }

  async send(text: string, { delay = 0, timeToLive }: SendOptions = {}): Promise<SentMessage> {
    this.#checkSize(text);
    this.#exists = true;
    const now = this.#clock.now();
    const id = randomUUID();
    const expiresOn = timeToLive === undefined ? NEVER : now + timeToLive;
    this.#nextExpiry = Math.min(this.#nextExpiry, expiresOn);
    this.#messages.set(id, {
      id,
      text,
      insertedOn: now,
      expiresOn,
      popReceipt: randomUUID(),
      dequeueCount: 0,
      visibleOn: now + delay,
    });
    return { id, insertedOn: new Date(now), expiresOn: new Date(expiresOn) };
  }

  async peek(maxMessages: number): Promise<PeekedMessage[]> {
    return this.#visible()
      .slice(0, maxMessages)
      .map(({ id, text, dequeueCount, insertedOn, expiresOn }) => ({
        id,
        text,
        dequeueCount,
        insertedOn: new Date(insertedOn),
        expiresOn: new Date(expiresOn),
      }));
  }

  async properties(): Promise<QueueProperties | undefined> {
    return this.#exists
      ? { approximateCount: this.messages.length, serverTime: new Date(this.#clock.now()) }
      : undefined;
  }

  #visible(): StoredMessage[] {
    this.#expire();
    const now = this.#clock.now();
    return [...this.#messages.values()].filter(({ visibleOn }) => visibleOn <= now);
  }

  /** As in the service, a receipt stays good after its lease ran out until somebody else receives the message. */
  #held({ id, popReceipt }: MessageHandle): StoredMessage {
    this.#expire();
    const message = this.#messages.get(id);
    if (message?.popReceipt === popReceipt) return message;
    const code = message === undefined ? 'MessageNotFound' : 'PopReceiptMismatch';
    throw new LeaseLostError(leaseLost(this.name, id, code), { queueName: this.name, code });
  }

  #lease(message: StoredMessage, milliseconds: number): void {
    message.popReceipt = randomUUID();
    message.visibleOn = this.#clock.now() + milliseconds;
  }

  #checkSize(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_BYTES) {
      throw new MessageTooLargeError(tooLarge(this.name, bytes), { queueName: this.name });
    }
  }

  #expire(): void {
    const now = this.#clock.now();
    if (now < this.#nextExpiry) return;
    this.#nextExpiry = Infinity;
    for (const { id, expiresOn } of this.#messages.values()) {
      if (expiresOn <= now) this.#messages.delete(id);
      else this.#nextExpiry = Math.min(this.#nextExpiry, expiresOn);
    }
  }
}
