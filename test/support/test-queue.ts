import { randomUUID } from 'node:crypto';
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import { inject, vi } from 'vitest';
import type { Script } from '../app/src/script.ts';

/** What lies in a queue and its poison queue; `undefined` when there is no poison queue. */
export interface QueueState {
  /** The texts that the next receive could get. */
  readonly visible: readonly string[];
  /** How many messages are under a lease or delayed. */
  readonly hidden: number;
  readonly poison: readonly string[] | undefined;
}

/** Nothing is left, and nothing was poisoned. */
export const EMPTY: QueueState = { visible: [], hidden: 0, poison: undefined };

/** A queue of one test's own, and its poison queue. */
export class TestQueue {
  readonly name = `q-${randomUUID()}`;
  readonly client: QueueClient;

  private constructor(
    private readonly service: QueueServiceClient,
    private readonly connectionString: string,
  ) {
    this.client = service.getQueueClient(this.name);
  }

  /** A name for a queue that does not exist yet. */
  static missing(connectionString = inject('azurite')): TestQueue {
    const service = QueueServiceClient.fromConnectionString(connectionString);
    return new TestQueue(service, connectionString);
  }

  /** A queue with these messages in it: texts as they are, scripts as JSON. */
  static async with(...messages: readonly (Script | string)[]): Promise<TestQueue> {
    const queue = TestQueue.missing();
    await queue.fill(...messages);
    return queue;
  }

  async fill(...messages: readonly (Script | string)[]): Promise<void> {
    await this.client.createIfNotExists();
    for (const message of messages) {
      await this.client.sendMessage(
        typeof message === 'string' ? message : JSON.stringify(message),
      );
    }
  }

  /** The settings with which a job receives from this queue. */
  get settings(): { readonly ConnectionString: string; readonly QueueName: string } {
    return { ConnectionString: this.connectionString, QueueName: this.name };
  }

  /** The poison queue, under the ancestor's suffix unless another is given. */
  poison(suffix = 'poisen'): QueueClient {
    return this.service.getQueueClient(`${this.name}-${suffix}`);
  }

  async state(suffix?: string): Promise<QueueState> {
    const visible = await texts(this.client);
    const { approximateMessagesCount = 0 } = await this.client.getProperties();
    const poison = this.poison(suffix);
    return {
      visible,
      hidden: approximateMessagesCount - visible.length,
      poison: (await poison.exists()) ? await texts(poison) : undefined,
    };
  }

  /** How often the one visible message was received. */
  async dequeueCount(): Promise<number> {
    const { peekedMessageItems } = await this.client.peekMessages();
    return peekedMessageItems[0]!.dequeueCount;
  }

  /** Resolves as soon as a message can be received, which Azure Storage has no event for. */
  async visible(): Promise<void> {
    const look = async () => {
      if ((await texts(this.client)).length === 0) throw new Error('No message became visible.');
    };
    await vi.waitFor(look, { timeout: 20_000 });
  }
}

async function texts(client: QueueClient): Promise<string[]> {
  const { peekedMessageItems } = await client.peekMessages({ numberOfMessages: 32 });
  return peekedMessageItems.map(({ messageText }) => messageText);
}
