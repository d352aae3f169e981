import { randomUUID } from 'node:crypto';
import { ManualClock } from '../clock/manual-clock.js';
import type { QueueMessage } from '../message/queue-message.js';
import { readMessage } from '../message/read-message.js';
import { resolve } from '../options/options.fixture.js';
import { MemoryQueueService } from '../queue/memory/memory-queue-service.js';
import type { MessageQueue, QueueService } from '../queue/message-queue.js';
import { QueueMessageSender } from './queue-message-sender.js';

/** A sender to a queue in memory, or of a service, and the reading of a job with the same settings. */
export function senderBench(settings: Record<string, unknown> = {}, service?: QueueService) {
  const clock = new ManualClock(Date.UTC(2026, 0, 2, 3, 4, 5));
  const memory = new MemoryQueueService(clock);
  const options = resolve({ queueName: `q-${randomUUID()}`, ...settings });
  const { queueName } = options;
  const queues = service ?? memory;
  const queue: MessageQueue = queues.getQueue(queueName);
  const receive = async () => {
    const [received] = await queue.receive({ maxMessages: 1, lease: 30_000 });
    if (received === undefined) throw new Error('The queue shows no message.');
    return received;
  };
  const read = async (): Promise<QueueMessage> => {
    const received = await receive();
    await queue.complete(received);
    const delivery = { queueName, isLastAttempt: false };
    return readMessage(received, delivery, options, () => Promise.resolve());
  };
  return {
    clock,
    queue,
    /** The queue's messages; of the queue in memory only. */
    stored: () => memory.getQueue(queueName).messages,
    sender: new QueueMessageSender(queues, options, clock),
    receive,
    /** Receives the next message and makes of it what an executor is given. */
    read,
  };
}
