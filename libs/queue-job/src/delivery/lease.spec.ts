import { describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../clock/manual-clock.js';
import { LeaseLostError } from '../queue/errors/lease-lost.error.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import { MemoryQueueService } from '../queue/memory/memory-queue-service.js';
import type { MessageHandle, MessageQueue } from '../queue/message-queue.js';
import { Lease } from './lease.js';

const LENGTH = 30_000;

async function bench() {
  const clock = new ManualClock();
  const queue: MessageQueue = new MemoryQueueService(clock).getQueue('q');
  await queue.send('a');
  const [message] = await queue.receive({ maxMessages: 1, lease: LENGTH });
  const renew = vi.spyOn(queue, 'renew');
  const log = { debug() {}, log() {}, warn: vi.fn<(text: string) => void>(), error() {} };
  const lease = new Lease({
    queue,
    message: message!,
    length: LENGTH,
    since: clock.now(),
    clock,
    log,
  });
  return { clock, queue, message: message!, renew, log, lease };
}

const unavailable = () =>
  new QueueUnavailableError('no answer', { queueName: 'q', mayHaveTakenEffect: true });

describe('Lease', () => {
  it('is renewed at half its length, again and again', async () => {
    const { clock, renew } = await bench();

    await clock.advance(14_999);
    const before = renew.mock.calls.length;
    await clock.advance(1);
    const after = renew.mock.calls.length;
    await clock.advance(45_000);

    expect([before, after, renew.mock.calls.length]).toEqual([0, 1, 4]);
  });

  it('renews with the receipt of the renewal before', async () => {
    const { clock, renew, message } = await bench();
    await clock.advance(30_000);

    const receipts = renew.mock.calls.map(([{ popReceipt }]) => popReceipt);

    expect(receipts[0]).toBe(message.popReceipt);
    expect(new Set(receipts).size).toBe(2);
  });

  it('hands out the latest receipt at its end and is renewed no more', async () => {
    const { clock, queue, renew, lease } = await bench();
    await clock.advance(20_000);

    const handle = await lease.end();
    await clock.advance(60_000);

    expect(renew).toHaveBeenCalledTimes(1);
    await expect(queue.complete(handle)).resolves.toBeUndefined();
  });

  it('waits at its end for a renewal that is under way, as that replaces the receipt', async () => {
    const { clock, renew, message, lease } = await bench();
    const answer = Promise.withResolvers<MessageHandle>();
    renew.mockReturnValueOnce(answer.promise);
    await clock.advance(15_000);

    const end = lease.end();
    answer.resolve({ id: message.id, popReceipt: 'renewed' });

    expect(await end).toEqual({ id: message.id, popReceipt: 'renewed' });
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('is lost when somebody else has the message', async () => {
    const { clock, queue, message, lease } = await bench();
    await queue.complete(message);

    await clock.advance(15_000);

    expect(lease.lost.reason).toBeInstanceOf(LeaseLostError);
    await expect(lease.end()).rejects.toThrow(LeaseLostError);
  });

  it('is tried again while storage is unavailable, and goes on when it is back', async () => {
    const { clock, renew, log, lease } = await bench();
    renew.mockRejectedValueOnce(unavailable()).mockRejectedValueOnce(unavailable());

    await clock.advance(29_000);

    expect(renew).toHaveBeenCalledTimes(3);
    expect(log.warn).toHaveBeenCalledTimes(2);
    expect(lease.lost.aborted).toBe(false);
    expect(lease.endsAt).toBe(clock.now() - 29_000 + 21_000 + LENGTH);
  });

  it('is lost when storage stays unavailable until it runs out', async () => {
    const { clock, renew, lease } = await bench();
    renew.mockRejectedValue(unavailable());

    await clock.advance(LENGTH - 1);
    const before = lease.lost.aborted;
    await clock.advance(1);

    expect(before).toBe(false);
    expect(lease.lost.reason).toMatchObject({
      name: 'LeaseLostError',
      cause: { name: 'QueueUnavailableError' },
    });
  });

  it('gives a renewal up that has no answer when the lease runs out', async () => {
    const { clock, renew, lease } = await bench();
    renew.mockImplementation(
      (_message, _length, { signal } = {}) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(unavailable()));
        }),
    );

    await clock.advance(LENGTH);

    expect(renew).toHaveBeenCalledTimes(1);
    expect(lease.lost.aborted).toBe(true);
  });

  it('survives a pause of the process longer than itself if nobody took the message meanwhile', async () => {
    const { clock, renew, lease } = await bench();
    renew.mockImplementationOnce(async (message) => message);
    // Every timer is late, as after the event loop was blocked.
    vi.spyOn(clock, 'now').mockReturnValueOnce(clock.now() + 90_000);

    await clock.advance(15_000);

    expect(lease.lost.aborted).toBe(false);
    expect(renew).toHaveBeenCalledTimes(1);
  });
});
