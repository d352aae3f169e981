import type { Clock } from '../clock/clock.js';
import { UndecodableMessageError } from '../message/errors/undecodable-message.error.js';
import { readMessage } from '../message/read-message.js';
import type { QueueMessage } from '../message/queue-message.js';
import type { QueueJobOptions } from '../options/queue-job-options.js';
import type { MemoryMessageQueue } from '../queue/memory/memory-message-queue.js';

/** A message that lies in a queue, as an executor would be given it. */
export interface TestMessage extends Pick<
  QueueMessage,
  'id' | 'type' | 'attributes' | 'body' | 'dequeueCount' | 'insertedOn' | 'expiresOn'
> {
  /** The text as it lies in the queue, still encoded. */
  readonly text: string;
  /** Whether the next receive could get it: no lease and no delay keeps it away. */
  readonly isVisible: boolean;
  /** When it is, or was, visible again. */
  readonly visibleOn: Date;
}

/** A queue in memory, looked at without receiving anything. */
export class TestQueue {
  readonly #queue: MemoryMessageQueue;
  readonly #clock: Clock;
  readonly #options: QueueJobOptions;

  constructor(queue: MemoryMessageQueue, clock: Clock, options: QueueJobOptions) {
    this.#queue = queue;
    this.#clock = clock;
    this.#options = options;
  }

  /** The queue's name. */
  get name(): string {
    return this.#queue.name;
  }

  /** What is in it, leased and delayed messages too, the oldest first. */
  get messages(): readonly TestMessage[] {
    return this.#queue.messages.map(({ visibleOn, insertedOn, expiresOn, ...message }) => {
      const raw = {
        ...message,
        insertedOn: new Date(insertedOn),
        expiresOn: new Date(expiresOn),
      };
      const { type, attributes, body } = this.#read(raw);
      const { id, text, dequeueCount } = raw;
      return {
        id,
        type,
        attributes,
        body,
        text,
        dequeueCount,
        insertedOn: raw.insertedOn,
        expiresOn: raw.expiresOn,
        visibleOn: new Date(visibleOn),
        isVisible: visibleOn <= this.#clock.now(),
      };
    });
  }

  /** What cannot be decoded is its text. */
  #read(
    raw: Parameters<typeof readMessage>[0],
  ): Pick<QueueMessage, 'type' | 'attributes' | 'body'> {
    try {
      const delivery = { queueName: this.name, isLastAttempt: false };
      return readMessage(raw, delivery, this.#options, () => Promise.resolve());
    } catch (error) {
      if (!(error instanceof UndecodableMessageError)) throw error;
      return { type: undefined, attributes: {}, body: raw.text };
    }
  }
}
