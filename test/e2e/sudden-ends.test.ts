import { describe, expect, it } from 'vitest';
import type { Script } from '../app/src/script.ts';
import { Job, runJob } from '../support/job.ts';
import { logged } from '../support/log.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

const ENDED = 'The process ended before its run did: ';

/** The ids of all messages, in their order. */
async function idsIn(queue: TestQueue): Promise<readonly string[]> {
  const { peekedMessageItems } = await queue.client.peekMessages({ numberOfMessages: 32 });
  return peekedMessageItems.map(({ messageId }) => messageId);
}

describe(
  'a job process that ends in the middle of its run',
  { timeout: 60_000, concurrent: true },
  () => {
    it.each<{ when: string; script: Script; exitCode: number; cause: string }>([
      {
        when: 'the executor calls process.exit(0)',
        script: { do: 'exit', code: 0 },
        exitCode: 1,
        cause: 'process.exit(0) was called.',
      },
      {
        when: 'the executor calls process.exit(3)',
        script: { do: 'exit', code: 3 },
        exitCode: 3,
        cause: 'process.exit(3) was called.',
      },
      {
        when: 'nobody handles a rejection',
        script: { do: 'rejectUnhandled' },
        exitCode: 1,
        cause: 'nobody caught "Error: Nobody handles this.".',
      },
      {
        when: 'a timer throws',
        script: { do: 'throwLater' },
        exitCode: 1,
        cause: 'nobody caught "Error: Nobody catches this.".',
      },
    ])(
      'says so when $when, ends with $exitCode, and its message comes back',
      async ({ script, exitCode, cause }) => {
        const queue = await TestQueue.with({ ...script, untilDelivery: 2 });
        const [id] = await idsIn(queue);

        const result = await runJob({ settings: { ...queue.settings, VisibilityTimeout: '1s' } });
        const { visible, hidden } = await queue.state();
        const next = await runJob({ settings: { ...queue.settings, IdleTimeout: '40s' } });

        const error = `${ENDED}${cause} In hand, and coming back when their leases run out: ${id} (delivery 1).`;
        expect(result).toMatchObject({ exitCode, signal: null });
        expect(logged(result, 'error')).toEqual([error]);
        expect(reportOf(result)).toEqual({
          exitCode,
          queueName: queue.name,
          deliveries: [],
          error,
        });
        expect(visible.length + hidden).toBe(1);
        expect(next.exitCode).toBe(0);
        expect(executionsOf(next)).toMatchObject([{ dequeueCount: 2 }]);
        expect(await queue.state()).toEqual(EMPTY);
      },
    );

    it('tells of the deliveries that had ended, and of every message that it still has', async () => {
      const queue = await TestQueue.with(
        { do: 'succeed' },
        { do: 'wait' },
        { do: 'exit', code: 0 },
        { do: 'succeed' },
      );
      const ids = await idsIn(queue);
      const settings = { ...queue.settings, MaxMessages: 'Infinity', Concurrency: '2' };

      const result = await runJob({ settings });

      const inHand = ids.slice(1).map((id) => `${id} (delivery 1)`);
      expect(result.exitCode).toBe(1);
      expect(reportOf(result)).toMatchObject({
        exitCode: 1,
        counts: { completed: 1 },
        deliveries: [{ messageId: ids[0], outcome: 'completed' }],
        error: expect.stringContaining(`leases run out: ${inHand.join(', ')}.`),
      });
      expect(await queue.state()).toEqual({ ...EMPTY, hidden: 3 });
    });

    it('goes on when the application has a handler for what nobody catches', async () => {
      const queue = await TestQueue.with({ do: 'throwLater', hasHandler: true });
      await using job = new Job({ settings: queue.settings });

      const { message } = await job.heard('caught');
      job.go();
      const result = await job.ended;

      expect(message).toBe('Nobody catches this.');
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      expect(reportOf(result).deliveries).toMatchObject([{ outcome: 'completed' }]);
      expect(await queue.state()).toEqual(EMPTY);
    });
  },
);

describe(
  'a job process that ends outside of its run',
  { timeout: 60_000, concurrent: true },
  () => {
    it.each([
      {
        when: 'a hook awaits what never comes',
        env: { HANG: 'module-init' },
        exitCode: 13,
        cause: 'nothing was left to wait for; something awaits a promise that never settles.',
      },
      {
        when: 'a hook calls process.exit()',
        env: { EXIT: 'bootstrap' },
        exitCode: 1,
        cause: 'process.exit(0) was called.',
      },
    ])('says so when $when, and ends with $exitCode', async ({ env, exitCode, cause }) => {
      const queue = await TestQueue.with({ do: 'succeed' });

      const result = await runJob({ settings: queue.settings, env });

      const error = `${ENDED}${cause} It knew of no message in hand.`;
      expect(result).toMatchObject({ exitCode, signal: null });
      expect(logged(result, 'error')).toEqual([error]);
      expect(reportOf(result)).toEqual({ exitCode, deliveries: [], error });
      expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"succeed"}'] });
      expect(await queue.dequeueCount()).toBe(0);
    });

    it.each<{ script: Script; outcome: string; exitCode: number }>([
      { script: { do: 'succeed' }, outcome: 'completed', exitCode: 0 },
      { script: { do: 'fail' }, outcome: 'released', exitCode: 10 },
      { script: { do: 'poison' }, outcome: 'poisoned', exitCode: 11 },
    ])(
      'ends with $exitCode when its message was $outcome and a hook at its end calls process.exit()',
      async ({ script, outcome, exitCode }) => {
        const queue = await TestQueue.with(script);

        const result = await runJob({ settings: queue.settings, env: { EXIT: 'destroy' } });

        expect(result).toMatchObject({ exitCode, signal: null });
        expect(logged(result, 'warn')).toContainEqual(
          'The process ended after its run, but before the application was closed: process.exit(0) was called.',
        );
        expect(reportOf(result)).toEqual({
          exitCode,
          queueName: queue.name,
          counts: { [outcome]: 1 },
          deliveries: [expect.objectContaining({ outcome })],
        });
      },
    );
  },
);
