import { describe, expect, it } from 'vitest';
import type { Script } from '../app/src/script.ts';
import { Job, runJob, type JobResult } from '../support/job.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

describe('the lease of a running job', { timeout: 60_000, concurrent: true }, () => {
  it('is kept while the executor takes three times as long, so that no other job gets the message', async () => {
    const queue = await TestQueue.with({ do: 'work', ms: 6_000 });
    const settings = { ...queue.settings, VisibilityTimeout: '2s' };
    await using job = new Job({ settings });

    await job.heard('halfway');
    const meanwhile = await queue.state();
    const other = await runJob({ settings });
    const result = await job.ended;

    expect(meanwhile).toEqual({ ...EMPTY, hidden: 1 });
    expect(other.exitCode).toBe(0);
    expect(executionsOf(other)).toEqual([]);
    expect(result.exitCode).toBe(0);
    expect(executionsOf(result)).toHaveLength(1);
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('is lost when the message is gone: the executor is aborted and nothing is settled', async () => {
    const queue = await TestQueue.with({ do: 'wait' });
    await using job = new Job({ settings: { ...queue.settings, VisibilityTimeout: '4s' } });

    await job.heard('executing');
    await queue.client.clearMessages();
    const result = await job.ended;

    expect(result.exitCode).toBe(12);
    expect(result.told).toContainEqual({ event: 'aborted', reason: 'LeaseLostError' });
    expect(await queue.state()).toEqual(EMPTY);
    expect(reportOf(result).deliveries).toMatchObject([
      { outcome: 'lease-lost', reason: expect.stringContaining('is lost (MessageNotFound)') },
    ]);
  });

  it('is lost when somebody else has received the message: the executor is aborted, and they keep it', async () => {
    const queue = await TestQueue.with({ do: 'block', afterwards: 'wait' });
    await using job = new Job({ settings: { ...queue.settings, VisibilityTimeout: '2s' } });

    const stolen = await stealFrom(job, queue);
    job.unblock();
    const result = await job.ended;

    expect(result.exitCode).toBe(12);
    expect(result.told).toContainEqual({ event: 'aborted', reason: 'LeaseLostError' });
    expect(reportOf(result).deliveries).toMatchObject([{ dequeueCount: 1, outcome: 'lease-lost' }]);
    await expectUntouched(queue, stolen);
  });

  it('is lost as well for work that ends after it ran out: its message is not deleted', async () => {
    const queue = await TestQueue.with({ do: 'block', afterwards: 'return' });
    await using job = new Job({ settings: { ...queue.settings, VisibilityTimeout: '2s' } });

    const stolen = await stealFrom(job, queue);
    job.unblock();
    const result = await job.ended;

    expect(result.exitCode).toBe(12);
    expect(reportOf(result).deliveries).toMatchObject([
      { outcome: 'lease-lost', reason: expect.stringContaining('is lost (PopReceiptMismatch)') },
    ]);
    await expectUntouched(queue, stolen);
  });
});

describe('the lease of a killed job', { timeout: 60_000, concurrent: true }, () => {
  it('runs out, so that the next job gets the message, until there were too many', async () => {
    const script: Script = { do: 'wait' };
    const queue = await TestQueue.with(script);
    const settings = { ...queue.settings, VisibilityTimeout: '3s', MaxDequeueCount: '2' };

    const first = await killWhileExecuting(settings);
    const afterwards = await queue.state();
    await queue.visible();
    const second = await killWhileExecuting(settings);
    await queue.visible();
    const last = await runJob({ settings });

    expect(first).toMatchObject({ exitCode: null, signal: 'SIGKILL', terminationMessage: '' });
    expect(afterwards).toEqual({ ...EMPTY, hidden: 1 });
    expect(executionsOf(second)).toMatchObject([{ dequeueCount: 2 }]);
    expect(last.exitCode).toBe(11);
    expect(executionsOf(last)).toEqual([]);
    expect(await queue.state()).toEqual({ ...EMPTY, poison: [JSON.stringify(script)] });
    expect(reportOf(last).deliveries).toMatchObject([
      {
        dequeueCount: 3,
        outcome: 'poisoned',
        reason: expect.stringContaining('Delivered 3 times, more often than MaxDequeueCount (2)'),
      },
    ]);
  });
});

/** A message that the test has under its own lease. */
interface Stolen {
  readonly messageId: string;
  readonly popReceipt: string;
}

/** Receives the message of a job whose event loop is blocked, so that it cannot renew its lease. */
async function stealFrom(job: Job, queue: TestQueue): Promise<Stolen> {
  await job.heard('executing');
  await queue.visible();
  const { receivedMessageItems } = await queue.client.receiveMessages({ visibilityTimeout: 60 });
  return receivedMessageItems[0]!;
}

async function expectUntouched(queue: TestQueue, { messageId, popReceipt }: Stolen): Promise<void> {
  expect(await queue.state()).toEqual({ ...EMPTY, hidden: 1 });
  // Works only with the latest receipt.
  await queue.client.deleteMessage(messageId, popReceipt);
  expect(await queue.state()).toEqual(EMPTY);
}

async function killWhileExecuting(settings: Record<string, string>): Promise<JobResult> {
  await using job = new Job({ settings });
  await job.heard('executing');
  job.kill('SIGKILL');
  return await job.ended;
}
