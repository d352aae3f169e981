import { describe, expect, it } from 'vitest';
import type { Script } from '../app/src/script.ts';
import { runJob, type JobResult } from '../support/job.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

describe('a job process', { timeout: 60_000, concurrent: true }, () => {
  it('completes a message whose executor succeeds, and ends with 0', async () => {
    const queue = await TestQueue.with({ do: 'succeed' });

    const result = await runJob({ settings: queue.settings });

    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await queue.state()).toEqual(EMPTY);
    expect(reportOf(result)).toMatchObject({
      exitCode: 0,
      queueName: queue.name,
      deliveries: [{ dequeueCount: 1, outcome: 'completed' }],
    });
  });

  it('releases a message whose executor fails, and the next job completes it', async () => {
    const script: Script = { do: 'fail', untilDelivery: 2 };
    const queue = await TestQueue.with(script);

    const failed = await runJob({ settings: queue.settings });
    const between = await queue.state();
    const succeeded = await runJob({ settings: queue.settings });

    expect(failed.exitCode).toBe(10);
    expect(reportOf(failed).deliveries).toMatchObject([
      {
        outcome: 'released',
        reason: 'Delivery 1 of 5 failed: Error: It went wrong.',
      },
    ]);
    expect(between).toEqual({ ...EMPTY, visible: [JSON.stringify(script)] });
    expect(succeeded.exitCode).toBe(0);
    expect(executionsOf(succeeded)).toMatchObject([{ dequeueCount: 2, isLastAttempt: false }]);
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('moves a message to the poison queue after five failed deliveries, byte for byte', async () => {
    const text = '{ "do": "fail",  "padding": "<Zoë & 🦝> \\u0041" }';
    const queue = await TestQueue.with(text);

    const results: JobResult[] = [];
    for (let delivery = 1; delivery <= 5; delivery++) {
      results.push(await runJob({ settings: queue.settings }));
    }

    expect(results.map(({ exitCode }) => exitCode)).toEqual([10, 10, 10, 10, 11]);
    expect(results.flatMap(executionsOf)).toMatchObject([
      { dequeueCount: 1, isLastAttempt: false },
      { dequeueCount: 2, isLastAttempt: false },
      { dequeueCount: 3, isLastAttempt: false },
      { dequeueCount: 4, isLastAttempt: false },
      { dequeueCount: 5, isLastAttempt: true },
    ]);
    expect(await queue.state()).toEqual({ ...EMPTY, poison: [text] });
    const { peekedMessageItems } = await queue.poison().peekMessages();
    expect(peekedMessageItems[0]!.expiresOn.getUTCFullYear()).toBe(9999);
    expect(reportOf(results[4]!).deliveries).toMatchObject([
      {
        dequeueCount: 5,
        outcome: 'poisoned',
        reason: expect.stringMatching(/no attempt is left: Error: It went wrong\.$/),
      },
    ]);
  });

  it('creates the poison queue and moves a message there at once when its executor says so', async () => {
    const queue = await TestQueue.with({ do: 'poison' });
    const before = await queue.state();

    const result = await runJob({ settings: queue.settings });

    expect(before.poison).toBeUndefined();
    expect(result.exitCode).toBe(11);
    expect(await queue.state()).toEqual({ ...EMPTY, poison: ['{"do":"poison"}'] });
    expect(reportOf(result).deliveries).toMatchObject([
      {
        dequeueCount: 1,
        outcome: 'poisoned',
        reason: expect.stringContaining('PoisonMessageError: It will never go right.'),
      },
    ]);
  });

  it('aborts an executor that takes longer than ExecutionTimeout, which is a failed delivery', async () => {
    const queue = await TestQueue.with({ do: 'wait' });

    const result = await runJob({ settings: { ...queue.settings, ExecutionTimeout: '200ms' } });

    expect(result.exitCode).toBe(10);
    expect(result.told).toContainEqual({ event: 'aborted', reason: 'ExecutionTimeoutError' });
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"wait"}'] });
    expect(reportOf(result).deliveries).toMatchObject([
      {
        outcome: 'released',
        reason: expect.stringContaining('within 200ms, the setting ExecutionTimeout'),
      },
    ]);
  });
});

describe('a job process with nothing to do', { timeout: 60_000, concurrent: true }, () => {
  it('says so in one line and ends with 0 when its queue is empty', async () => {
    const queue = await TestQueue.with();

    const result = await runJob({ settings: queue.settings });

    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout.trimEnd().split('\n')).toEqual([
      expect.stringContaining(`Queue \\"${queue.name}\\" is empty: nothing to do.`),
    ]);
    expect(executionsOf(result)).toEqual([]);
    expect(reportOf(result)).toEqual({ exitCode: 0, queueName: queue.name, deliveries: [] });
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('creates its queue and ends with 0 when the queue is missing', async () => {
    const queue = TestQueue.missing();

    const result = await runJob({ settings: queue.settings });

    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await queue.state()).toEqual(EMPTY);
  });
});
