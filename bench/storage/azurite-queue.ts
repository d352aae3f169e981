import { QueueClient } from '@azure/storage-queue';
import type { Azurite } from '../../tools/azurite.ts';

const QUEUE_NAME = 'guardian-events';

/** A queue of Azurite, and what a program is told to find it. */
export class AzuriteQueue {
  readonly settings: Readonly<Record<string, string>>;
  readonly #client: QueueClient;

  constructor({ connectionString }: Azurite) {
    this.settings = {
      StorageAccount__QueueName: QUEUE_NAME,
      StorageAccount__ConnectionString: connectionString,
    };
    this.#client = new QueueClient(connectionString, QUEUE_NAME);
  }

  async fill(messages: number): Promise<void> {
    await this.#client.createIfNotExists();
    const text = Buffer.from(JSON.stringify({ name: 'Groot' })).toString('base64');
    await Promise.all(Array.from({ length: messages }, () => this.#client.sendMessage(text)));
  }
}
