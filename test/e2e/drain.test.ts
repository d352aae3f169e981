import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { startAzurite, type Azurite } from '../../tools/azurite.ts';
import type { Script } from '../app/src/script.ts';
import { Job, runJob, type JobResult } from '../support/job.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue, type QueueState } from '../support/test-queue.ts';

/** How many messages are sent at once. */
const SENDERS = 16;

/** Scripts that differ, so that what was executed can be told apart. */
const numbered = (count: number, script: (index: number) => Script): readonly Script[] =>
  Array.from({ length: count }, (_, index) => ({ ...script(index), padding: `${index}` }));

/** A queue with these messages, in any order, in a service of its own: so many slow all others down. */
async function queueOf(scripts: readonly Script[], azurite: Azurite): Promise<TestQueue> {
  const queue = TestQueue.missing(azurite.connectionString);
  await queue.client.createIfNotExists();
  const rest = scripts.values();
  const send = async () => {
    for (const script of rest) await queue.client.sendMessage(JSON.stringify(script));
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  return queue;
}

/** What names a script in an execution. */
const hashOf = (script: Script): string =>
  createHash('sha256').update(JSON.stringify(script)).digest('hex');

const hashesIn = (result: JobResult): readonly string[] =>
  executionsOf(result).map(({ sha256 }) => sha256);

const isOfWork = (event: string): boolean => event === 'executing' || event === 'halfway';

/** The queue's state as soon as so many messages can be received. */
async function stateOnceVisible(queue: TestQueue, count: number): Promise<QueueState> {
  const look = async () => {
    const state = await queue.state();
    expect(state.visible).toHaveLength(count);
    return state;
  };
  return vi.waitFor(look, { timeout: 10_000 });
}

describe('a job process that drains a large queue', { timeout: 90_000 }, () => {
  it('completes or poisons all 2,000 messages, and executes none once too often', async () => {
    await using azurite = await startAzurite();
    const scripts = numbered(2_000, (index) => ({ do: index % 20 === 0 ? 'fail' : 'succeed' }));
    const queue = await queueOf(scripts, azurite);

    const result = await runJob({
      settings: {
        ...queue.settings,
        MaxMessages: 'Infinity',
        Concurrency: '16',
        MaxDequeueCount: '2',
      },
    });

    expect(result.exitCode).toBe(11);
    const expected = scripts.flatMap((script) =>
      script.do === 'fail' ? [hashOf(script), hashOf(script)] : [hashOf(script)],
    );
    expect(hashesIn(result).toSorted()).toEqual(expected.toSorted());
    expect(await queue.state()).toMatchObject({ visible: [], hidden: 0 });
    const { approximateMessagesCount } = await queue.poison().getProperties();
    expect(approximateMessagesCount).toBe(100);
    expect(Buffer.byteLength(result.terminationMessage)).toBeLessThanOrEqual(4096);
    expect(reportOf(result)).toMatchObject({
      exitCode: 11,
      counts: { completed: 1_900, released: 100, poisoned: 100 },
    });
  });

  it('shares it with another, and nothing is executed twice', async () => {
    await using azurite = await startAzurite();
    const scripts = numbered(300, () => ({ do: 'work', ms: 20 }));
    const queue = await queueOf(scripts, azurite);
    const settings = { ...queue.settings, MaxMessages: 'Infinity', Concurrency: '4' };
    const options = { settings, env: { HOLD: 'bootstrap' } };
    await using first = new Job(options);
    await using second = new Job(options);

    await Promise.all([first.heard('bootstrap'), second.heard('bootstrap')]);
    first.go();
    second.go();
    const results = await Promise.all([first.ended, second.ended]);

    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(results.map((result) => hashesIn(result).length)).not.toContain(0);
    expect(results.flatMap(hashesIn).toSorted()).toEqual(scripts.map(hashOf).toSorted());
    expect(await queue.state()).toEqual(EMPTY);
  });
});

describe('a job process of several messages', { timeout: 60_000, concurrent: true }, () => {
  it('executes one after the other in the order of receipt when Concurrency is 1', async () => {
    const scripts = numbered(8, (index) => ({ do: 'work', ms: index % 2 === 0 ? 20 : 0 }));
    const queue = await TestQueue.with(...scripts);

    const result = await runJob({ settings: { ...queue.settings, MaxMessages: 'Infinity' } });

    expect(result.exitCode).toBe(0);
    expect(hashesIn(result)).toEqual(scripts.map(hashOf));
    expect(result.told.map(({ event }) => event).filter(isOfWork)).toEqual(
      scripts.flatMap(() => ['executing', 'halfway']),
    );
  });

  it('makes MaxMessages deliveries and does not touch the rest', async () => {
    const scripts = numbered(8, () => ({ do: 'succeed' }));
    const queue = await TestQueue.with(...scripts);
    const settings = { ...queue.settings, MaxMessages: '5', Concurrency: '3' };

    const result = await runJob({ settings });

    expect(result.exitCode).toBe(0);
    expect(hashesIn(result)).toEqual(scripts.slice(0, 5).map(hashOf));
    expect(reportOf(result)).toMatchObject({ counts: { completed: 5 } });
    const rest = scripts.slice(5).map((script) => JSON.stringify(script));
    expect(await queue.state()).toEqual({ ...EMPTY, visible: rest });
    expect(await queue.dequeueCount()).toBe(0);
  });

  it('gives back at once what it received ahead when it is told to end, and lets the rest complete', async () => {
    const scripts = numbered(5, () => ({ do: 'wait' }));
    const queue = await TestQueue.with(...scripts);
    const settings = { ...queue.settings, MaxMessages: 'Infinity', Concurrency: '2' };
    await using job = new Job({ settings });

    await job.heard('executing');
    job.kill('SIGTERM');
    await job.printed('The executor had not been called.');
    const meanwhile = await stateOnceVisible(queue, 3);
    job.go();
    const result = await job.ended;

    const ahead = scripts.slice(2).map((script) => JSON.stringify(script));
    expect(meanwhile).toMatchObject({ hidden: 2 });
    expect(meanwhile.visible.toSorted()).toEqual(ahead);
    expect(result.exitCode).toBe(143);
    expect(hashesIn(result)).toEqual(scripts.slice(0, 2).map(hashOf));
    expect(reportOf(result)).toMatchObject({ counts: { completed: 2, aborted: 2 } });
    expect((await queue.state()).visible.toSorted()).toEqual(ahead);
  });

  it('ends with 0 when it is told to end and all that it received completes', async () => {
    const queue = await TestQueue.with({ do: 'wait' }, { do: 'wait' });
    const settings = { ...queue.settings, MaxMessages: 'Infinity', Concurrency: '2' };
    await using job = new Job({ settings });

    await job.heard('executing');
    job.kill('SIGTERM');
    await job.printed('Receiving no more');
    job.go();
    const result = await job.ended;

    expect(result.exitCode).toBe(0);
    expect(reportOf(result)).toMatchObject({ counts: { completed: 2 } });
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('waits for IdleTimeout, and executes what comes meanwhile', async () => {
    const queue = await TestQueue.with({ do: 'succeed' });
    const settings = { ...queue.settings, MaxMessages: '2', IdleTimeout: '40s' };
    await using job = new Job({ settings });

    await job.printed('completed after');
    // Hidden for a second, so that the job certainly finds its queue empty first.
    await queue.client.sendMessage('{"do":"work","ms":0}', { visibilityTimeout: 1 });
    const result = await job.ended;

    expect(result.exitCode).toBe(0);
    expect(result.told).toContainEqual({ event: 'halfway' });
    expect(reportOf(result)).toMatchObject({ counts: { completed: 2 } });
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('begins nothing more after MaxRunTime, and completes what it has begun', async () => {
    const scripts = numbered(3, () => ({ do: 'wait' }));
    const queue = await TestQueue.with(...scripts);
    const settings = { ...queue.settings, MaxMessages: 'Infinity', MaxRunTime: '3s' };
    await using job = new Job({ settings });

    await job.printed('MaxRunTime (3s) is over');
    const meanwhile = await stateOnceVisible(queue, 2);
    job.go();
    const result = await job.ended;

    expect(meanwhile).toMatchObject({ hidden: 1 });
    expect(result.exitCode).toBe(0);
    expect(hashesIn(result)).toEqual([hashOf(scripts[0]!)]);
    expect(reportOf(result)).toMatchObject({ counts: { completed: 1 } });
    expect(await queue.state()).toMatchObject({ hidden: 0, visible: { length: 2 } });
  });
});
