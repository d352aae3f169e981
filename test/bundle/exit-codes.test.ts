import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Script } from '../app/src/script.ts';
import { Job, runJob } from '../support/job.ts';
import { reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';
import { Bundled } from './bundled.ts';

describe('a bundled job', { timeout: 120_000, concurrent: true }, () => {
  let bundled: Bundled;
  let entry: string;

  beforeAll(async () => {
    bundled = await Bundled.make('test/app/dist/main.js');
    entry = bundled.start;
  }, 120_000);

  afterAll(() => bundled[Symbol.asyncDispose]());

  it.each<{ script: Script; exitCode: number; reason?: string; visible?: number; poison?: number }>(
    [
      { script: { do: 'succeed' }, exitCode: 0 },
      { script: { do: 'fail' }, exitCode: 10, reason: 'failed: Error: It went', visible: 1 },
      { script: { do: 'poison' }, exitCode: 11, reason: 'PoisonMessageError: It', poison: 1 },
    ],
  )('ends with $exitCode when its executor is to $script.do', async (expected) => {
    const { script, exitCode, reason, visible = 0, poison } = expected;
    const queue = await TestQueue.with(script);

    const result = await runJob({ entry, settings: queue.settings });

    expect(result).toMatchObject({ exitCode, signal: null });
    expect(reportOf(result).deliveries[0]!.reason ?? '').toContain(reason ?? '');
    const state = await queue.state();
    expect([state.visible.length, state.poison?.length]).toEqual([visible, poison]);
  });

  it('ends with 0 when there is nothing to do', async () => {
    const queue = TestQueue.missing();

    const result = await runJob({ entry, settings: queue.settings });

    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toContain('is empty: nothing to do.');
  });

  it('ends with 1 when it is left with nothing to wait for', async () => {
    const queue = await TestQueue.with({ do: 'exit', code: 0 });

    const result = await runJob({ entry, settings: queue.settings });

    expect(result.exitCode).toBe(1);
    expect(await queue.state()).toEqual({ ...EMPTY, hidden: 1 });
  });

  it('ends with 12 when its lease was lost', async () => {
    const queue = await TestQueue.with({ do: 'block', afterwards: 'wait' });
    const settings = { ...queue.settings, VisibilityTimeout: '1s' };
    await using job = new Job({ entry, settings });

    await job.heard('executing');
    await queue.visible();
    await queue.client.receiveMessages({ visibilityTimeout: 60 });
    job.unblock();
    const result = await job.ended;

    expect(result.exitCode).toBe(12);
    expect(result.told).toContainEqual({ event: 'aborted', reason: 'LeaseLostError' });
  });

  it('ends with 20 when its configuration is invalid, and names the setting', async () => {
    const settings = { ConnectionString: 'UseDevelopmentStorage=true', QueueName: 'No Queue' };

    const result = await runJob({ entry, settings });

    expect(result.exitCode).toBe(20);
    expect(result.stderr).toContain('StorageAccount__QueueName');
  });

  it('ends with 21 when its queue is out of reach', async () => {
    const queue = await TestQueue.with();
    const ConnectionString = queue.settings.ConnectionString.replace(
      /AccountKey=[^;]+/,
      `AccountKey=${Buffer.from('another key').toString('base64')}`,
    );

    const result = await runJob({ entry, settings: { ...queue.settings, ConnectionString } });

    expect(result.exitCode).toBe(21);
    expect(reportOf(result).error).toContain('refused access (AuthenticationFailed)');
  });

  it('ends with 143 when SIGTERM leaves its work unfinished, which it releases', async () => {
    const queue = await TestQueue.with({ do: 'wait' });
    const settings = { ...queue.settings, ShutdownGracePeriod: '100ms' };
    await using job = new Job({ entry, settings });

    await job.heard('executing');
    job.kill('SIGTERM');
    const result = await job.ended;

    expect(result.exitCode).toBe(143);
    expect(result.told).toContainEqual({ event: 'aborted', reason: 'ShutdownError' });
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"wait"}'] });
  });
});
