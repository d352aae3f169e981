import { describe, expect, it } from 'vitest';
import { LeaseLostError } from '../queue/errors/lease-lost.error.js';
import type { MessageHandle } from '../queue/message-queue.js';
import { LENGTH, leaseBench, unavailable } from './lease.fixture.js';

describe('Lease', () => {
  it('is renewed at half its length, again and again', async () => {
    const { clock, renew } = await leaseBench();

    await clock.advance(14_999);
    const before = renew.mock.calls.length;
    await clock.advance(1);
    const after = renew.mock.calls.length;
    await clock.advance(45_000);

    expect([before, after, renew.mock.calls.length]).toEqual([0, 1, 4]);
  });

  it('tells of every renewal, and of no failed one', async () => {
    const { clock, renew, onRenewed } = await leaseBench();
    renew.mockRejectedValueOnce(unavailable());

    await clock.advance(15_000);
    expect(onRenewed).not.toHaveBeenCalled();
    await clock.advance(30_000);

    expect(onRenewed).toHaveBeenCalledTimes(renew.mock.calls.length - 1);
  });

  it('renews with the receipt of the renewal before', async () => {
    const { clock, renew, message } = await leaseBench();
    await clock.advance(30_000);

    const receipts = renew.mock.calls.map(([{ popReceipt }]) => popReceipt);

    expect(receipts[0]).toBe(message.popReceipt);
    expect(new Set(receipts).size).toBe(2);
  });

  it('hands out the latest receipt at its end and is renewed no more', async () => {
    const { clock, queue, renew, lease } = await leaseBench();
    await clock.advance(20_000);

    const handle = await lease.end();
    await clock.advance(60_000);

    expect(renew).toHaveBeenCalledTimes(1);
    await expect(queue.complete(handle)).resolves.toBeUndefined();
  });

  it('waits at its end for a renewal that is under way, as that replaces the receipt', async () => {
    const { clock, renew, message, lease } = await leaseBench();
    const answer = Promise.withResolvers<MessageHandle>();
    renew.mockReturnValueOnce(answer.promise);
    await clock.advance(15_000);

    const end = lease.end();
    answer.resolve({ id: message.id, popReceipt: 'renewed' });

    expect(await end).toEqual({ id: message.id, popReceipt: 'renewed' });
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('is lost when somebody else has the message', async () => {
    const { clock, queue, message, onLost, lease } = await leaseBench();
    await queue.complete(message);

    await clock.advance(15_000);

    expect(lease.lost).toBeInstanceOf(LeaseLostError);
    expect(onLost.mock.calls).toEqual([[lease.lost]]);
    await expect(lease.end()).rejects.toThrow(LeaseLostError);
  });

  it('is tried again while storage is unavailable, and goes on when it is back', async () => {
    const { clock, renew, log, lease } = await leaseBench();
    renew.mockRejectedValueOnce(unavailable()).mockRejectedValueOnce(unavailable());

    await clock.advance(29_000);

    expect(renew).toHaveBeenCalledTimes(3);
    expect(log.warn).toHaveBeenCalledTimes(2);
    expect(lease.lost).toBeUndefined();
    expect(lease.endsAt).toBe(clock.now() - 29_000 + 21_000 + LENGTH);
  });

  it('is lost when storage stays unavailable until it runs out', async () => {
    const { clock, renew, lease } = await leaseBench();
    renew.mockRejectedValue(unavailable());

    await clock.advance(LENGTH - 1);
    const before = lease.lost;
    await clock.advance(1);

    expect(before).toBeUndefined();
    expect(lease.lost).toMatchObject({
      name: 'LeaseLostError',
      cause: { name: 'QueueUnavailableError' },
    });
  });

  it('gives a renewal up that has no answer when the lease runs out', async () => {
    const { clock, renew, lease } = await leaseBench();
    renew.mockImplementation(
      (_message, _length, { signal } = {}) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(unavailable()));
        }),
    );

    await clock.advance(LENGTH);

    expect(renew).toHaveBeenCalledTimes(1);
    expect(lease.lost).toBeInstanceOf(LeaseLostError);
  });
});
