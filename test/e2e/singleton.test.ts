import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import type { Executed, GuardianTask } from '../app/src/singleton.ts';
import { Job, runJob, type JobOptions, type JobResult } from '../support/job.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

/** A queue with these tasks in it, and jobs for it that execute one task of a guardian at a time. */
async function arrange(...tasks: readonly GuardianTask[]) {
  const queue = TestQueue.missing();
  await queue.fill(...tasks.map((task) => JSON.stringify(task)));
  const settings = {
    ...queue.settings,
    ConnectionString: inject('azuriteBlob'),
    SingletonContainer: `c-${randomUUID()}`,
  };
  const job = (more: Record<string, string> = {}): JobOptions => ({
    entry: 'singleton.js',
    args: ['guardian.id'],
    settings: { ...settings, ...more },
  });
  return { queue, job };
}

const spansOf = ({ told }: JobResult): readonly Executed[] =>
  (told as readonly { readonly event: string }[]).filter(
    (one): one is Executed => one.event === 'executed',
  );

const GROOT = { guardian: { id: 'Groot' } };
const ROCKET = { guardian: { id: 'Rocket' } };

describe('jobs whose executor is a singleton', { timeout: 60_000 }, () => {
  it('never execute two messages with the same value at once, however many there are', async () => {
    const { queue, job } = await arrange(
      ...Array.from({ length: 6 }, () => ({ ...GROOT, ms: 100 })),
    );
    const options = job({ MaxMessages: '3', Concurrency: '3', SingletonWait: '40s' });

    const results = await Promise.all([runJob(options), runJob(options)]);

    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const spans = results.flatMap(spansOf).toSorted((a, b) => a.from - b.from);
    expect(spans).toHaveLength(6);
    const overlaps = spans.filter(({ from }, index) => index > 0 && from < spans[index - 1]!.to);
    expect(overlaps).toEqual([]);
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('execute messages with different values side by side', async () => {
    const { job } = await arrange(GROOT, ROCKET);
    await using first = new Job(job());
    await using second = new Job(job());

    await Promise.all([first.heard('executing'), second.heard('executing')]);
    first.go();
    second.go();

    expect((await first.ended).exitCode).toBe(0);
    expect((await second.ended).exitCode).toBe(0);
  });

  it('give a message back for later while another process has its value', async () => {
    const { queue, job } = await arrange(GROOT);
    await using holder = new Job(job());
    await holder.heard('executing');
    await queue.fill(JSON.stringify(GROOT));

    const loser = await runJob(job());
    const meanwhile = await queue.state();
    holder.go();
    const result = await holder.ended;

    expect(loser.exitCode).toBe(10);
    expect(executionsOf(loser)).toEqual([]);
    expect(reportOf(loser).deliveries).toMatchObject([
      { outcome: 'released', reason: expect.stringContaining('"guardian.id" is being executed') },
    ]);
    expect(meanwhile).toEqual({ ...EMPTY, hidden: 2 });
    expect(result.exitCode).toBe(0);
    expect(await queue.state()).toEqual({ ...EMPTY, hidden: 1 });
  });

  it('do not poison a message that found its value taken on its last attempt', async () => {
    const { queue, job } = await arrange(GROOT);
    await using holder = new Job(job());
    await holder.heard('executing');
    await queue.fill(JSON.stringify(GROOT));

    const loser = await runJob(job({ MaxDequeueCount: '1' }));
    const meanwhile = await queue.state();
    holder.go();
    await holder.ended;

    expect(loser.exitCode).toBe(10);
    expect(executionsOf(loser)).toEqual([]);
    expect(meanwhile).toEqual({ ...EMPTY, hidden: 2 });
    expect(await queue.state()).toEqual({ ...EMPTY, hidden: 1 });
  });

  it('wait as long as SingletonWait says, and then go on', async () => {
    const { queue, job } = await arrange(GROOT);
    await using holder = new Job(job());
    await holder.heard('executing');
    await queue.fill(JSON.stringify({ ...GROOT, ms: 0 }));
    await using waiting = new Job(job({ SingletonWait: '40s', VisibilityTimeout: '2s' }));

    await waiting.printed('Received message');
    holder.go();
    const [first, second] = await Promise.all([holder.ended, waiting.ended]);

    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    expect(spansOf(second)[0]!.from).toBeGreaterThanOrEqual(spansOf(first)[0]!.to);
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('poison a message without the value', async () => {
    const { queue, job } = await arrange({ ms: 0 });

    const result = await runJob(job());

    expect(result.exitCode).toBe(11);
    expect(executionsOf(result)).toEqual([]);
    expect(await queue.state()).toEqual({ ...EMPTY, poison: ['{"ms":0}'] });
  });

  it('cannot start without @azure/storage-blob, and say how to install it', async () => {
    const { queue, job } = await arrange(GROOT);

    const result = await runJob({ ...job(), preload: 'without-storage-blob.js' });

    expect(result.exitCode).toBe(20);
    expect(reportOf(result).error).toContain('npm install @azure/storage-blob');
    expect(await queue.dequeueCount()).toBe(0);
  });

  it('cannot start with a connection string that does not say where blobs are', async () => {
    const { queue, job } = await arrange(GROOT);

    const result = await runJob(job({ ConnectionString: inject('azurite') }));

    expect(result.exitCode).toBe(20);
    expect(reportOf(result).error).toContain('has a QueueEndpoint but no BlobEndpoint');
    expect(await queue.dequeueCount()).toBe(0);
  });
});

describe('a job whose executor is none', () => {
  it('needs neither @azure/storage-blob nor to know where blobs are', async () => {
    const { queue, job } = await arrange({ ms: 0 });
    const options = job({ ConnectionString: inject('azurite') });

    const result = await runJob({ ...options, args: [], preload: 'without-storage-blob.js' });

    expect(result.exitCode).toBe(0);
    expect(await queue.state()).toEqual(EMPTY);
  });
});
