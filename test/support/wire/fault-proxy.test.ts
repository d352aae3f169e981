import { describe, expect, it } from 'vitest';
import { QueueServiceClient } from '@azure/storage-queue';
import { TestQueue } from '../test-queue.ts';
import { FaultProxy, type Which } from './fault-proxy.ts';
import { afterEffect, answers, reset } from './faults.ts';

const isSend: Which = ({ operation }) => operation === 'send';
const isReceive: Which = ({ operation }) => operation === 'receive';

/** A queue, and the same seen through a proxy. */
async function arrange() {
  const queue = await TestQueue.with('event');
  const proxy = await FaultProxy.start(new URL(queue.client.url).origin);
  const service = QueueServiceClient.fromConnectionString(
    proxy.through(queue.settings.ConnectionString),
    { retryOptions: { maxTries: 1 } },
  );
  const client = service.getQueueClient(queue.name);
  return { queue, client, proxy, [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose]() };
}

describe('FaultProxy', { concurrent: true }, () => {
  it('lets requests through, and tells what they were', async () => {
    await using bench = await arrange();
    const { queue, client, proxy } = bench;

    const { receivedMessageItems } = await client.receiveMessages({ visibilityTimeout: 7 });
    const { messageId, messageText, popReceipt } = receivedMessageItems[0]!;
    await client.updateMessage(messageId, popReceipt, 'rewritten', 0);
    await client.sendMessage('another');

    expect(messageText).toBe('event');
    expect((await queue.state()).visible.toSorted()).toEqual(['another', 'rewritten']);
    const { name: queueName } = queue;
    expect(proxy.requests).toEqual([
      { operation: 'receive', queueName, visibilityTimeout: 7, hasText: false },
      { operation: 'update', queueName, visibilityTimeout: 0, hasText: true },
      { operation: 'send', queueName, visibilityTimeout: undefined, hasText: true },
    ]);
  });

  it('puts a fault in the way of as many requests of a kind as it is told to', async () => {
    await using bench = await arrange();
    const { client, proxy } = bench;
    const met = proxy.inject(isSend, answers({ status: 503, code: 'ServerBusy' }), 2);

    await expect(client.sendMessage('a')).rejects.toMatchObject({ code: 'ServerBusy' });
    await met;
    await client.receiveMessages();
    await expect(client.sendMessage('b')).rejects.toMatchObject({ statusCode: 503 });
    await expect(client.sendMessage('c')).resolves.toBeDefined();
  });

  it('breaks a connection before a request takes effect, or after', async () => {
    await using bench = await arrange();
    const { queue, client, proxy } = bench;
    void proxy.inject(isSend, reset);
    void proxy.inject(isSend, afterEffect(reset));

    await expect(client.sendMessage('before')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(client.sendMessage('after')).rejects.toMatchObject({ code: 'ECONNRESET' });

    expect((await queue.state()).visible).toEqual(['event', 'after']);
  });

  it('holds a request before it takes effect, until it is let go', async () => {
    await using bench = await arrange();
    const { queue, client, proxy } = bench;
    const held = proxy.hold(isReceive, 'before');

    const receiving = client.receiveMessages();
    await held.caught;
    const meanwhile = await queue.state();
    held.letGo();

    expect(meanwhile.hidden).toBe(0);
    expect((await receiving).receivedMessageItems).toHaveLength(1);
  });

  it('holds an answer, until it is let go', async () => {
    await using bench = await arrange();
    const { queue, client, proxy } = bench;
    const held = proxy.hold(isReceive, 'after');

    const receiving = client.receiveMessages();
    await held.caught;
    const meanwhile = await queue.state();
    held.letGo();

    expect(meanwhile.hidden).toBe(1);
    expect((await receiving).receivedMessageItems).toHaveLength(1);
  });

  it('refuses connections, and accepts them again at the same address', async () => {
    await using bench = await arrange();
    const { client, proxy } = bench;

    await proxy.refuse();
    await expect(client.sendMessage('a')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.accept();

    await expect(client.sendMessage('a')).resolves.toBeDefined();
  });

  it('lets what is under way come to its end when it refuses connections', async () => {
    await using bench = await arrange();
    const { client, proxy } = bench;
    const held = proxy.hold(isReceive, 'before');

    const receiving = client.receiveMessages();
    await held.caught;
    await proxy.refuse();
    held.letGo();

    expect((await receiving).receivedMessageItems).toHaveLength(1);
  });
});
