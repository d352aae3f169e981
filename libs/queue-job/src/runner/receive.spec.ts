import { describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../clock/manual-clock.js';
import { QueueAccessError } from '../queue/errors/queue-access.error.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import { MemoryQueueService } from '../queue/memory/memory-queue-service.js';
import type { MessageQueue } from '../queue/message-queue.js';
import { receive } from './receive.js';

const OPTIONS = { maxMessages: 1, lease: 30_000 };

function bench() {
  const clock = new ManualClock();
  const queue: MessageQueue = new MemoryQueueService(clock).getQueue('q');
  return { clock, queue, call: vi.spyOn(queue, 'receive') };
}

const unavailable = (mayHaveTakenEffect: boolean) =>
  new QueueUnavailableError('no answer', { queueName: 'q', mayHaveTakenEffect });

describe('receive()', () => {
  it('tells when the lease began at the earliest', async () => {
    const { clock, queue } = bench();
    await queue.send('a');

    const { messages, since } = await receive(queue, OPTIONS, clock);

    expect(messages).toMatchObject([{ text: 'a' }]);
    expect(since).toBe(clock.now());
  });

  it('counts the lease from the try that succeeded', async () => {
    const { clock, queue, call } = bench();
    call.mockRejectedValueOnce(unavailable(false));
    const start = clock.now();

    const receiving = receive(queue, OPTIONS, clock);
    await clock.advance(250);

    expect((await receiving).since).toBe(start + 250);
  });

  it('gives up after four tries in two and a half seconds', async () => {
    const { clock, queue, call } = bench();
    const error = unavailable(false);
    call.mockRejectedValue(error);

    const receiving = receive(queue, OPTIONS, clock).catch((caught: unknown) => caught);
    await clock.advance(2_500);

    expect(await receiving).toBe(error);
    expect(call).toHaveBeenCalledTimes(4);
  });

  it.each([
    ['may have leased a message', unavailable(true)],
    ['is refused', new QueueAccessError('refused', { queueName: 'q' })],
  ])('does not try again when a try %s', async (_case, error) => {
    const { clock, queue, call } = bench();
    call.mockRejectedValue(error);

    const receiving = receive(queue, OPTIONS, clock);

    await expect(receiving).rejects.toBe(error);
    expect(call).toHaveBeenCalledTimes(1);
  });
});
