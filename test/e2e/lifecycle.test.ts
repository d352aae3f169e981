import { describe, expect, it } from 'vitest';
import { Job, runJob } from '../support/job.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

describe('an application that QueueJobFactory runs', { timeout: 60_000, concurrent: true }, () => {
  it('gets its message after all bootstrap hooks, and is destroyed after the message is settled', async () => {
    const queue = await TestQueue.with({ do: 'succeed' });
    const env = { HOLD: 'bootstrap,destroy' };
    await using job = new Job({ settings: queue.settings, env });

    await job.heard('bootstrap');
    const inBootstrap = await queue.state();
    job.go();
    await job.heard('destroy');
    const inDestroy = await queue.state();
    job.go();
    const result = await job.ended;

    expect(result.exitCode).toBe(0);
    expect(inBootstrap).toEqual({ ...EMPTY, visible: ['{"do":"succeed"}'] });
    expect(inDestroy).toEqual(EMPTY);
    expect(result.told).toMatchObject([
      { event: 'module-init' },
      { event: 'passed', stage: 'module-init' },
      { event: 'bootstrap' },
      { event: 'passed', stage: 'bootstrap' },
      { event: 'executing' },
      { event: 'destroy' },
      { event: 'passed', stage: 'destroy' },
    ]);
  });
});

describe('an application that runs as plain Nest', { timeout: 60_000, concurrent: true }, () => {
  const entry = 'plain.js';

  it('learns from completion how the run ended, and sets the exit code itself', async () => {
    const queue = await TestQueue.with({ do: 'fail' });

    const result = await runJob({ entry, settings: queue.settings });

    expect(result.exitCode).toBe(10);
    expect(result.told).toContainEqual({
      event: 'completion',
      exitCode: 10,
      outcomes: ['released'],
    });
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"fail"}'] });
  });

  it('releases its message when SIGTERM closes it through enableShutdownHooks', async () => {
    const queue = await TestQueue.with({ do: 'wait' });
    const settings = { ...queue.settings, ShutdownGracePeriod: '100ms' };
    await using job = new Job({ entry, settings });

    await job.heard('executing');
    await job.heard('ready');
    job.kill('SIGTERM');
    const result = await job.ended;

    // Nest sends the signal to itself once more when its hooks are through: 143, as a shell counts.
    expect(result.signal).toBe('SIGTERM');
    expect(result.told).toContainEqual({ event: 'aborted', reason: 'ShutdownError' });
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"wait"}'] });
    expect(await queue.dequeueCount()).toBe(1);
  });
});
