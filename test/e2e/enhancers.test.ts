import { describe, expect, it } from 'vitest';
import type { Step, Visit } from '../app/src/enhanced.ts';
import { runJob, type JobResult } from '../support/job.ts';
import { reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

/** Runs a job, in an application with enhancers, that finds this visit in its queue. */
async function runWith(visit: Visit) {
  const text = JSON.stringify(visit);
  const queue = await TestQueue.with(text);
  const run = () => runJob({ entry: 'enhanced.js', settings: queue.settings });
  return { queue, text, run, result: await run() };
}

const stepsOf = ({ told }: JobResult): readonly Omit<Step, 'event'>[] =>
  (told as readonly { readonly event: string }[])
    .filter((one): one is Step => one.event === 'step')
    .map(({ at, sees }) => ({ at, sees }));

describe('a job process with enhancers', { timeout: 60_000, concurrent: true }, () => {
  it('calls guard, interceptor and pipe, in this order, and the executor with what the pipe made', async () => {
    const { queue, result } = await runWith({ name: ' Groot ' });

    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(stepsOf(result)).toEqual([
      { at: 'guard', sees: 'queue-job' },
      { at: 'before', sees: ' Groot ' },
      { at: 'pipe', sees: ' Groot ' },
      { at: 'execute', sees: 'Groot' },
      { at: 'after', sees: ' Groot ' },
    ]);
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('poisons the message at once when a filter makes its error a PoisonMessageError', async () => {
    const { queue, text, result } = await runWith({ name: 'Thanos', isMissing: true });

    expect(result.exitCode).toBe(11);
    expect(stepsOf(result)).toEqual([
      { at: 'guard', sees: 'queue-job' },
      { at: 'before', sees: 'Thanos' },
      { at: 'pipe', sees: 'Thanos' },
      { at: 'execute', sees: 'Thanos' },
      { at: 'filter', sees: 'There is no Thanos.' },
    ]);
    expect(reportOf(result).deliveries).toMatchObject([
      {
        dequeueCount: 1,
        outcome: 'poisoned',
        reason: expect.stringContaining('PoisonMessageError: There is no Thanos.'),
      },
    ]);
    expect(await queue.state()).toEqual({ ...EMPTY, poison: [text] });
  });

  it('releases the message for as long as a guard wants it', async () => {
    const { queue, text, run, result } = await runWith({ name: 'Groot', isEarly: true });
    const meanwhile = await queue.state();
    await queue.visible();
    const afterwards = await queue.state();
    const next = await run();

    expect(result.exitCode).toBe(10);
    expect(stepsOf(result)).toEqual([{ at: 'guard', sees: 'queue-job' }]);
    expect(reportOf(result).deliveries).toMatchObject([
      {
        outcome: 'released',
        reason: expect.stringContaining('RetryMessageError: It is too early.'),
      },
    ]);
    expect(meanwhile).toEqual({ ...EMPTY, hidden: 1 });
    expect(afterwards).toEqual({ ...EMPTY, visible: [text] });
    expect(next.exitCode).toBe(0);
    expect(stepsOf(next).map(({ at }) => at)).toContain('execute');
  });
});
