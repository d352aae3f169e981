import { QueueClient, StorageSharedKeyCredential } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Storage } from './storage.ts';

describe('Storage', { timeout: 30_000 }, () => {
  let storage: Storage;
  let client: QueueClient;

  beforeAll(async () => {
    storage = await Storage.start();
    const endpoint = /QueueEndpoint=([^;]+)/.exec(
      storage.settings['StorageAccount__ConnectionString']!,
    )![1];
    const credential = new StorageSharedKeyCredential('account', 'a2V5');
    client = new QueueClient(`${endpoint}/guardian-events`, credential);
  });

  afterAll(async () => {
    await storage[Symbol.asyncDispose]();
  });

  it('hands out what it was filled with, once, and writes down what is done with it', async () => {
    await storage.fill(3);

    const first = await client.receiveMessages({ numberOfMessages: 2 });
    const rest = await client.receiveMessages({ numberOfMessages: 2 });
    const none = await client.receiveMessages();
    const [message] = first.receivedMessageItems;
    const { popReceipt } = await client.updateMessage(
      message!.messageId,
      message!.popReceipt,
      undefined,
      30,
    );
    await client.deleteMessage(message!.messageId, popReceipt!);

    expect(
      [first, rest, none].map(({ receivedMessageItems }) => receivedMessageItems.length),
    ).toEqual([2, 1, 0]);
    expect(JSON.parse(Buffer.from(message!.messageText, 'base64').toString())).toEqual({
      type: 'guardian.create',
      name: 'Groot',
      forging: 0,
    });
    expect(await storage.seen()).toMatchObject({
      receives: 3,
      updates: 1,
      deletes: 1,
      others: 0,
      left: 2,
    });
  });

  it('knows what is gone', async () => {
    await storage.fill(1);

    await expect(client.deleteMessage('message-0', 'receipt')).rejects.toMatchObject({
      statusCode: 404,
      code: 'MessageNotFound',
    });
  });
});
