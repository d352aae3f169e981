import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';

export interface QueueContent {
  /** Of all messages, leased ones included. */
  readonly count: number;
  /** Of the visible messages. */
  readonly bodies: readonly string[];
}

/** The queues of the demo, as their sender and KEDA see them. */
export class Queues {
  readonly #service: QueueServiceClient;
  readonly #queue: QueueClient;

  constructor(connectionString: string, queueName: string) {
    this.#service = QueueServiceClient.fromConnectionString(connectionString, {
      retryOptions: { maxTries: 1 },
    });
    this.#queue = this.#service.getQueueClient(queueName);
  }

  async create(): Promise<void> {
    await this.#queue.create();
  }

  /** @returns the message's id */
  async send(body: string): Promise<string> {
    const { messageId } = await this.#queue.sendMessage(body);
    return messageId;
  }

  /** What starts a pod. Looking changes nothing: it is no delivery. */
  async isMessageVisible(): Promise<boolean> {
    const { peekedMessageItems } = await this.#queue.peekMessages();
    return peekedMessageItems.length > 0;
  }

  /** What lies in every queue there is, by name. */
  async contents(): Promise<Record<string, QueueContent>> {
    const contents: Record<string, QueueContent> = {};
    for await (const { name } of this.#service.listQueues()) {
      const queue = this.#service.getQueueClient(name);
      const { approximateMessagesCount = 0 } = await queue.getProperties();
      const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 32 });
      contents[name] = {
        count: approximateMessagesCount,
        bodies: peekedMessageItems.map(({ messageText }) => messageText),
      };
    }
    return contents;
  }
}

/** A number of messages in words: `1 message`. */
export function countMessages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}
