import { describe, expect, it } from 'vitest';
import { LeaseLostError } from '../queue/errors/lease-lost.error.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import { LENGTH, leaseBench, unavailable } from './lease.fixture.js';

describe('Lease of a process that stood still past its end', () => {
  it('says so, and goes on when nobody has taken the message', async () => {
    const { clock, renew, lease, log } = await leaseBench();

    clock.skip(LENGTH + 90_000);
    await clock.advance(15_000);

    expect(lease.lost).toBeUndefined();
    expect(renew).toHaveBeenCalledTimes(2);
    expect(log.warn.mock.calls.map(([text]) => text)).toEqual([
      expect.stringMatching(/ran out 90000 ms ago .* the process stood still/),
    ]);
  });

  it('is lost when somebody else has the message', async () => {
    const { clock, queue, lease } = await leaseBench();

    clock.skip(LENGTH);
    await queue.receive({ maxMessages: 1, lease: LENGTH });
    await clock.advance(0);

    expect(lease.lost).toBeInstanceOf(LeaseLostError);
  });

  it('is renewed at the second try, as connections may have died meanwhile', async () => {
    const { clock, renew, lease } = await leaseBench();
    renew.mockRejectedValueOnce(unavailable());

    clock.skip(LENGTH + 90_000);
    await clock.advance(0);

    expect(renew).toHaveBeenCalledTimes(2);
    expect(lease.lost).toBeUndefined();
    expect(lease.endsAt).toBe(clock.now() + LENGTH);
  });

  it('is lost when storage is unavailable twice', async () => {
    const { clock, renew, lease } = await leaseBench();
    renew.mockRejectedValue(unavailable());

    clock.skip(LENGTH + 90_000);
    await clock.advance(0);

    expect(renew).toHaveBeenCalledTimes(2);
    expect(lease.lost).toBeInstanceOf(LeaseLostError);
  });

  it('says so too when the text is replaced before the renewal comes to it, and but once', async () => {
    const { clock, renew, lease, log } = await leaseBench();
    renew.mockRejectedValueOnce(unavailable()).mockRejectedValueOnce(unavailable());

    clock.skip(LENGTH + 1);
    await lease.rewrite('b').catch(() => {});
    await clock.advance(0);

    expect(renew).toHaveBeenCalledTimes(3);
    expect(log.warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('ran out 1 ms ago'),
      expect.anything(),
    );
  });
});

describe('The end of a lease in a process that stood still past it', () => {
  it('says so, and renews once more before the message is settled', async () => {
    const { clock, queue, renew, lease, log } = await leaseBench();

    clock.skip(LENGTH + 1);
    const handle = await lease.end();
    await clock.advance(LENGTH - 1);

    expect(log.warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('ran out 1 ms ago'),
      expect.anything(),
    );
    expect(renew).toHaveBeenCalledTimes(1);
    expect(lease.endsAt).toBe(clock.now() + 1);
    await expect(queue.complete(handle)).resolves.toBeUndefined();
  });

  it('fails when somebody else has the message', async () => {
    const { clock, queue, lease } = await leaseBench();

    clock.skip(LENGTH);
    await queue.receive({ maxMessages: 1, lease: LENGTH });

    await expect(lease.end()).rejects.toThrow(LeaseLostError);
  });

  it('fails when storage is unavailable twice', async () => {
    const { clock, renew, lease } = await leaseBench();
    renew.mockRejectedValueOnce(unavailable()).mockRejectedValueOnce(unavailable());

    clock.skip(LENGTH + 1);

    await expect(lease.end()).rejects.toThrow(QueueUnavailableError);
    expect(renew).toHaveBeenCalledTimes(2);
  });
});

describe('Lease that ran out while the process went on', () => {
  it('does not blame the process when storage was unavailable', async () => {
    const { clock, renew, lease, log } = await leaseBench();
    renew.mockRejectedValue(unavailable());

    await clock.advance(LENGTH - 1);
    clock.skip(2);
    await clock.advance(0);

    expect(lease.lost).toBeInstanceOf(LeaseLostError);
    expect(log.warn.mock.calls.join()).not.toContain('stood still');
  });

  it('does not blame it either when a renewal had to wait for a text that was being replaced', async () => {
    const { clock, renew, lease, log } = await leaseBench();
    renew.mockImplementationOnce(async () => {
      await clock.sleep(LENGTH + 1);
      throw unavailable();
    });

    const rewriting = lease.rewrite('b').catch(() => {});
    await clock.advance(LENGTH + 1);
    await rewriting;

    expect(renew).toHaveBeenCalledTimes(2);
    expect(log.warn).not.toHaveBeenCalled();
  });
});
