import { setTimeout as pause } from 'node:timers/promises';
import type { QueueClient } from '@azure/storage-queue';
import { monotonic } from '../../app/src/soak.journal.ts';

/** What was found in the poison queue, and when. */
export interface PoisonCopy {
  readonly text: string;
  readonly at: number;
}

/** In milliseconds: how often it looks. */
const INTERVAL = 500;

/** Takes away what comes into the poison queue, because a service that holds much is slow. */
export class PoisonCollector implements AsyncDisposable {
  readonly copies: PoisonCopy[] = [];
  readonly #queue: QueueClient;
  readonly #stop = new AbortController();
  readonly #collecting: Promise<void>;

  constructor(queue: QueueClient) {
    this.#queue = queue;
    this.#collecting = this.#collect();
  }

  /** Resolves when nothing is left there. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#collecting;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #collect(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await pause(INTERVAL, undefined, { signal }).catch(() => {});
      // The library creates it when there is something to put into it.
      if (await this.#queue.exists()) await this.#takeAll();
    }
  }

  async #takeAll(): Promise<void> {
    for (;;) {
      const { receivedMessageItems } = await this.#queue.receiveMessages({ numberOfMessages: 32 });
      if (receivedMessageItems.length === 0) return;
      for (const { messageId, popReceipt, messageText } of receivedMessageItems) {
        this.copies.push({ text: messageText, at: monotonic() });
        await this.#queue.deleteMessage(messageId, popReceipt);
      }
    }
  }
}
