import { describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../clock/manual-clock.js';
import { LockError } from './errors/lock.error.js';
import { LockLostError } from './errors/lock-lost.error.js';
import { KeptLock } from './kept-lock.js';

const unavailable = new LockError('The container of locks cannot be reached.');

const setUp = (renew: () => Promise<void> = async () => {}, waited = 0) => {
  const clock = new ManualClock();
  const calls = {
    renew: vi.fn<() => Promise<void>>(renew),
    release: vi.fn<() => Promise<void>>(async () => {}),
  };
  const lock = new KeptLock({ ...calls, since: clock.now() - waited, clock });
  return { clock, ...calls, lock };
};

describe('KeptLock', () => {
  it('renews its lease every 20 s', async () => {
    const { clock, renew } = setUp();

    await clock.advance(60_000);

    expect(renew).toHaveBeenCalledTimes(3);
  });

  it('counts from when the lease was asked for, not from the answer', async () => {
    const { clock, renew } = setUp(undefined, 15_000);

    await clock.advance(5_000);

    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('tries again after 5 s when a renewal fails, and is kept if that succeeds', async () => {
    const { clock, lock, renew } = setUp();
    renew.mockRejectedValueOnce(unavailable).mockRejectedValueOnce(unavailable);

    await clock.advance(30_000);
    const renewals = renew.mock.calls.length;
    await clock.advance(60_000);

    expect(renewals).toBe(3);
    expect(lock.lost.aborted).toBe(false);
  });

  it.each([
    ['every renewal fails', () => Promise.reject(unavailable)],
    ['a renewal gets no answer', () => new Promise<void>(() => {})],
  ])('is lost 5 s before its lease ends when %s', async (_what, renew) => {
    const { clock, lock } = setUp(renew);

    await clock.advance(54_999);
    const isLostEarlier = lock.lost.aborted;
    await clock.advance(1);

    expect(isLostEarlier).toBe(false);
    expect(lock.lost.reason).toBeInstanceOf(LockLostError);
  });

  it('tells why it could not be renewed', async () => {
    const { clock, lock } = setUp(() => Promise.reject(unavailable));

    await clock.advance(55_000);

    expect(lock.lost.reason).toMatchObject({ cause: unavailable });
    expect((lock.lost.reason as Error).message).toContain(unavailable.message);
  });

  it('renews no more once it is lost', async () => {
    const { clock, renew } = setUp(() => Promise.reject(new LockLostError('taken')));

    await clock.advance(200_000);

    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('is not lost by a renewal that comes to its end after the release', async () => {
    const renewal = Promise.withResolvers<void>();
    const { clock, lock } = setUp(() => renewal.promise);
    await clock.advance(20_000);

    await lock.release();
    renewal.reject(new LockLostError('released'));
    await clock.advance(200_000);

    expect(lock.lost.aborted).toBe(false);
  });

  it('can be released although the service does not answer', async () => {
    const { lock, release } = setUp();
    release.mockRejectedValue(unavailable);

    await expect(lock.release()).resolves.toBeUndefined();
  });
});
