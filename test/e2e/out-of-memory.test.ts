import { expect, it } from 'vitest';
import { runJob } from '../support/job.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

it(
  'a message that exhausts the memory of its processes is moved once it has had MaxDequeueCount of them',
  { timeout: 60_000 },
  async () => {
    const queue = await TestQueue.with({ do: 'exhaustMemory' });
    const job = {
      nodeOptions: ['--max-old-space-size=64'],
      settings: {
        ...queue.settings,
        VisibilityTimeout: '1s',
        MaxDequeueCount: '2',
        IdleTimeout: '40s',
      },
    };

    const first = await runJob(job);
    const second = await runJob(job);
    const last = await runJob(job);

    for (const crashed of [first, second]) {
      expect(crashed).toMatchObject({ exitCode: null, signal: 'SIGABRT', terminationMessage: '' });
      expect(crashed.stderr).toContain('JavaScript heap out of memory');
    }
    expect([first, second].flatMap(executionsOf)).toMatchObject([
      { dequeueCount: 1 },
      { dequeueCount: 2 },
    ]);
    expect(last).toMatchObject({ exitCode: 11, signal: null });
    expect(executionsOf(last)).toEqual([]);
    expect(reportOf(last).deliveries).toMatchObject([
      { dequeueCount: 3, outcome: 'poisoned', reason: expect.stringContaining('were killed') },
    ]);
    expect(await queue.state()).toEqual({ ...EMPTY, poison: ['{"do":"exhaustMemory"}'] });
  },
);
