import { QueueServiceClient, type DequeuedMessageItem } from '@azure/storage-queue';

// What one writes without this library: receive, parse, work, delete, with a line before and after. No lease, no retry, no poison.

const {
  StorageAccount__ConnectionString: connectionString = '',
  StorageAccount__QueueName: queueName = '',
  StorageAccount__MaxMessages: maxMessages = '1',
  StorageAccount__Concurrency: concurrency = '1',
} = process.env;

const queue = QueueServiceClient.fromConnectionString(connectionString).getQueueClient(queueName);
const waiting: DequeuedMessageItem[] = [];
let wanted = Number(maxMessages);
let receiving: Promise<void> | undefined;

await Promise.all(Array.from({ length: Number(concurrency) }, work));

async function work(): Promise<void> {
  for (let message = await next(); message !== undefined; message = await next()) {
    const { messageId, messageText, popReceipt, dequeueCount } = message;
    log('Message received', { messageId, dequeueCount });
    const start = performance.now();
    execute(JSON.parse(Buffer.from(messageText, 'base64').toString()) as { readonly name: string });
    await queue.deleteMessage(messageId, popReceipt);
    log('Message done', { messageId, dequeueCount, duration: performance.now() - start });
  }
}

async function next(): Promise<DequeuedMessageItem | undefined> {
  while (waiting.length === 0 && wanted > 0) {
    receiving ??= receive().finally(() => (receiving = undefined));
    await receiving;
  }
  return waiting.shift();
}

async function receive(): Promise<void> {
  const numberOfMessages = Math.min(32, Number(concurrency), wanted);
  const { receivedMessageItems } = await queue.receiveMessages({
    numberOfMessages,
    visibilityTimeout: 30,
  });
  waiting.push(...receivedMessageItems);
  wanted = receivedMessageItems.length === 0 ? 0 : wanted - receivedMessageItems.length;
}

function execute({ name }: { readonly name: string }): void {
  if (name === '') throw new Error('A guardian needs a name.');
}

function log(message: string, fields: Readonly<Record<string, unknown>>): void {
  console.log(
    JSON.stringify({ level: 'log', timestamp: Date.now(), message, queueName, ...fields }),
  );
}
