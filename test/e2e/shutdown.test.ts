import { describe, expect, inject, it } from 'vitest';
import { Job } from '../support/job.ts';
import { startRelay } from '../support/relay.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

/** What a job says once it has taken a signal to heart. */
const HAS_STOPPED_RECEIVING = 'Receiving no more';

describe('a job process that is told to end', { timeout: 60_000, concurrent: true }, () => {
  it('releases the message of an executor that ignores its signal, and ends all the same', async () => {
    const queue = await TestQueue.with({ do: 'ignoreSignal' });
    await using job = new Job({ settings: { ...queue.settings, ShutdownGracePeriod: '0' } });

    await job.heard('executing');
    job.kill('SIGTERM');
    const result = await job.ended;

    expect(result.exitCode).toBe(143);
    expect(result.stdout).toContain("The executor's signal was aborted and it did not end");
    expect(result.stdout).toContain('the process is kept alive by');
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"ignoreSignal"}'] });
    expect(await queue.dequeueCount()).toBe(1);
  });

  it('lets work that ends within the grace period complete, and ends with 0', async () => {
    const queue = await TestQueue.with({ do: 'wait' });
    await using job = new Job({ settings: queue.settings });

    await job.heard('executing');
    job.kill('SIGTERM');
    await job.printed(HAS_STOPPED_RECEIVING);
    job.go();
    const result = await job.ended;

    expect(result.exitCode).toBe(0);
    expect(result.told).not.toContainEqual(expect.objectContaining({ event: 'aborted' }));
    expect(reportOf(result).deliveries).toMatchObject([{ outcome: 'completed' }]);
    expect(await queue.state()).toEqual(EMPTY);
  });

  it.each([
    { signal: 'SIGTERM', exitCode: 143 },
    { signal: 'SIGINT', exitCode: 130 },
  ] as const)(
    'aborts work that does not, releases its message at once, and ends with $exitCode after $signal',
    async ({ signal, exitCode }) => {
      const queue = await TestQueue.with({ do: 'wait' });
      const settings = { ...queue.settings, ShutdownGracePeriod: '100ms' };
      await using job = new Job({ settings });

      await job.heard('executing');
      job.kill(signal);
      const result = await job.ended;

      expect(result.exitCode).toBe(exitCode);
      expect(result.told).toContainEqual({ event: 'aborted', reason: 'ShutdownError' });
      expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"wait"}'] });
      expect(await queue.dequeueCount()).toBe(1);
      expect(reportOf(result).deliveries).toMatchObject([
        { outcome: 'aborted', reason: expect.stringContaining(`The process received ${signal}.`) },
      ]);
    },
  );

  it('ends at once at the second signal, and the message comes back when its lease has run out', async () => {
    const queue = await TestQueue.with({ do: 'wait' });
    await using job = new Job({ settings: { ...queue.settings, VisibilityTimeout: '3s' } });

    await job.heard('executing');
    job.kill('SIGTERM');
    await job.printed(HAS_STOPPED_RECEIVING);
    job.kill('SIGTERM');
    const result = await job.ended;
    const afterwards = await queue.state();
    await queue.visible();

    expect(result).toMatchObject({ exitCode: 143, signal: null });
    expect(result.told).not.toContainEqual(expect.objectContaining({ event: 'aborted' }));
    expect(afterwards).toEqual({ ...EMPTY, hidden: 1 });
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"wait"}'] });
  });

  it('ends with 0 and receives nothing when it is told before the application exists', async () => {
    const queue = await TestQueue.with({ do: 'succeed' });
    await using job = new Job({ settings: queue.settings, env: { HOLD: 'module-init' } });

    await job.heard('module-init');
    job.kill('SIGTERM');
    const result = await job.ended;

    expect(result.exitCode).toBe(0);
    expect(executionsOf(result)).toEqual([]);
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"succeed"}'] });
    expect(await queue.dequeueCount()).toBe(0);
  });

  it('ends with 0 when it is told while it asks an empty queue', async () => {
    const queue = await TestQueue.with();
    const service = new URL(queue.client.url).origin;
    await using relay = await startRelay(service);
    const ConnectionString = inject('azurite').replace(service, relay.origin);
    await using job = new Job({ settings: { ...queue.settings, ConnectionString } });

    await relay.called;
    job.kill('SIGTERM');
    relay.open();
    const result = await job.ended;

    expect(result).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
    expect(await queue.state()).toEqual(EMPTY);
  });
});
