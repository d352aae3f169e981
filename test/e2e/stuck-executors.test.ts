import { describe, expect, it } from 'vitest';
import { RENEWAL } from '../support/calls.ts';
import { Job, runJob } from '../support/job.ts';
import { logged } from '../support/log.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';
import { FaultProxy } from '../support/wire/fault-proxy.ts';

const DID_NOT_END = "The executor's signal was aborted and it did not end within 3s.";
const STOOD_STILL = 'because the process stood still';

describe('a job process whose executor never ends', { timeout: 60_000, concurrent: true }, () => {
  it('gives its message back after ExecutionTimeout, as if it had thrown', async () => {
    const queue = await TestQueue.with({ do: 'neverEnd' });

    const result = await runJob({ settings: { ...queue.settings, ExecutionTimeout: '200ms' } });

    expect(result).toMatchObject({ exitCode: 10, signal: null });
    expect(logged(result, 'warn')).toContainEqual(expect.stringContaining(DID_NOT_END));
    expect(reportOf(result).deliveries).toMatchObject([
      { outcome: 'released', reason: expect.stringContaining('the setting ExecutionTimeout') },
    ]);
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"neverEnd"}'] });
  });

  it('lives on for nothing but its lease, and gives the message back when it is told to end', async () => {
    const queue = await TestQueue.with({ do: 'neverEnd' });
    await using proxy = await FaultProxy.start(new URL(queue.client.url).origin);
    const ConnectionString = proxy.through(queue.settings.ConnectionString);
    const settings = { VisibilityTimeout: '4s', ShutdownGracePeriod: '0' };
    const renewal = proxy.hold(RENEWAL, 'after');
    await using job = new Job({ settings: { ...queue.settings, ...settings, ConnectionString } });

    await job.reached(renewal.caught);
    renewal.letGo();
    job.kill('SIGTERM');
    const result = await job.ended;

    expect(result).toMatchObject({ exitCode: 143, signal: null });
    expect(result.told).toContainEqual({ event: 'aborted', reason: 'ShutdownError' });
    expect(logged(result, 'warn')).toContainEqual(expect.stringContaining(DID_NOT_END));
    expect(reportOf(result).deliveries).toMatchObject([{ outcome: 'aborted' }]);
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"neverEnd"}'] });
  });
});

describe(
  'a job process that stands still past its lease',
  { timeout: 60_000, concurrent: true },
  () => {
    // So long that the service closes the connections that were open before.
    const VisibilityTimeout = '6s';

    it.each(['wait', 'return'] as const)(
      'says so and completes its message when nobody has taken it (%s)',
      async (afterwards) => {
        const queue = await TestQueue.with({ do: 'block', afterwards });
        await using job = new Job({ settings: { ...queue.settings, VisibilityTimeout } });

        await job.heard('executing');
        await queue.visible();
        job.unblock();
        await job.printed(STOOD_STILL);
        if (afterwards === 'wait') job.go();
        const result = await job.ended;

        expect(result.exitCode).toBe(0);
        expect(logged(result, 'warn')).toEqual([expect.stringContaining(STOOD_STILL)]);
        expect(reportOf(result).deliveries).toMatchObject([{ outcome: 'completed' }]);
        expect(await queue.state()).toEqual(EMPTY);
      },
    );

    it('says so when another job has executed the message meanwhile, and settles nothing', async () => {
      const queue = await TestQueue.with({ do: 'block', afterwards: 'return', untilDelivery: 2 });
      const settings = { ...queue.settings, VisibilityTimeout: '2s' };
      await using job = new Job({ settings });

      await job.heard('executing');
      const other = await runJob({ settings: { ...settings, IdleTimeout: '40s' } });
      job.unblock();
      const result = await job.ended;

      expect(other.exitCode).toBe(0);
      expect(executionsOf(other)).toMatchObject([{ dequeueCount: 2 }]);
      expect(result.exitCode).toBe(12);
      expect(logged(result, 'warn')).toEqual([
        expect.stringContaining(STOOD_STILL),
        expect.stringContaining('left to another consumer'),
      ]);
      expect(reportOf(result).deliveries).toMatchObject([
        { outcome: 'lease-lost', reason: expect.stringContaining('is lost (MessageNotFound)') },
      ]);
      expect(await queue.state()).toEqual(EMPTY);
    });

    it('says so when it was paused, and aborts its executor when another job has the message', async () => {
      const queue = await TestQueue.with({ do: 'wait', untilDelivery: 2 });
      const settings = { ...queue.settings, VisibilityTimeout: '2s' };
      await using job = new Job({ settings });

      await job.heard('executing');
      job.kill('SIGSTOP');
      const other = await runJob({ settings: { ...settings, IdleTimeout: '40s' } });
      job.kill('SIGCONT');
      const result = await job.ended;

      expect(executionsOf(other)).toMatchObject([{ dequeueCount: 2 }]);
      expect(result.exitCode).toBe(12);
      expect(result.told).toContainEqual({ event: 'aborted', reason: 'LeaseLostError' });
      expect(logged(result, 'warn')).toEqual([
        expect.stringContaining(STOOD_STILL),
        expect.stringContaining('left to another consumer'),
      ]);
      expect(reportOf(result).deliveries).toMatchObject([{ outcome: 'lease-lost' }]);
      expect(await queue.state()).toEqual(EMPTY);
    });
  },
);
