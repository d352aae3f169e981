import { vi } from 'vitest';
import { ManualClock } from '../clock/manual-clock.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import { MemoryQueueService } from '../queue/memory/memory-queue-service.js';
import type { MessageQueue } from '../queue/message-queue.js';
import { Lease } from './lease.js';

/** In milliseconds. */
export const LENGTH = 30_000;

/** A message under a lease of that length, and what is done to keep it. */
export async function leaseBench() {
  const clock = new ManualClock();
  const queue: MessageQueue = new MemoryQueueService(clock).getQueue('q');
  await queue.send('a');
  const [message] = await queue.receive({ maxMessages: 1, lease: LENGTH });
  const renew = vi.spyOn(queue, 'renew');
  const log = { debug() {}, log() {}, warn: vi.fn<(text: string) => void>(), error() {} };
  const onRenewed = vi.fn<() => void>();
  const onLost = vi.fn<(error: Error) => void>();
  const lease = new Lease({
    queue,
    message: message!,
    length: LENGTH,
    since: clock.now(),
    clock,
    log,
    within: (work) => work(),
    onRenewed,
    onLost,
  });
  return { clock, queue, message: message!, renew, log, onRenewed, onLost, lease };
}

/** What a call ends with that storage did not answer. */
export const unavailable = () =>
  new QueueUnavailableError('no answer', { queueName: 'q', mayHaveTakenEffect: true });
