import { beforeEach, describe, expect, it } from 'vitest';
import { Job } from '../support/job.ts';
import { logged } from '../support/log.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';
import { AS_FIRST_PROCESS, NO_NAMESPACES } from '../support/unshare.ts';

const within = AS_FIRST_PROCESS;

/** What a job says once it has taken a signal to heart. */
const HAS_STOPPED_RECEIVING = 'Receiving no more';

describe(
  'a job that is the first process of a container',
  { timeout: 60_000, concurrent: true },
  () => {
    beforeEach(({ skip }) => skip(within === undefined, NO_NAMESPACES));

    it('is told to end before the application exists: it ends with 0 and receives nothing', async () => {
      const queue = await TestQueue.with({ do: 'succeed' });
      await using job = new Job({ within, settings: queue.settings, env: { HOLD: 'module-init' } });

      await job.heard('module-init');
      job.kill('SIGTERM');
      const result = await job.ended;

      expect(result).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
      expect(executionsOf(result)).toEqual([]);
      expect(reportOf(result)).toEqual({ exitCode: 0, queueName: queue.name, deliveries: [] });
      expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"succeed"}'] });
      expect(await queue.dequeueCount()).toBe(0);
    });

    it('lets work that ends within the grace period complete, and ends with 0', async () => {
      const queue = await TestQueue.with({ do: 'wait' });
      await using job = new Job({ within, settings: queue.settings });

      await job.heard('executing');
      job.kill('SIGTERM');
      await job.printed(HAS_STOPPED_RECEIVING);
      job.go();
      const result = await job.ended;

      expect(result).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
      expect(result.stdout).toContain('"pid":1,');
      expect(reportOf(result).deliveries).toMatchObject([{ outcome: 'completed' }]);
      expect(await queue.state()).toEqual(EMPTY);
    });

    it.each([
      { signal: 'SIGTERM', exitCode: 143 },
      { signal: 'SIGINT', exitCode: 130 },
    ] as const)(
      'aborts work that does not, releases its message, and ends with $exitCode after $signal',
      async ({ signal, exitCode }) => {
        const queue = await TestQueue.with({ do: 'wait' });
        const settings = { ...queue.settings, ShutdownGracePeriod: '100ms' };
        await using job = new Job({ within, settings });

        await job.heard('executing');
        job.kill(signal);
        const result = await job.ended;

        expect(result).toMatchObject({ exitCode, signal: null });
        expect(result.told).toContainEqual({ event: 'aborted', reason: 'ShutdownError' });
        expect(reportOf(result).deliveries).toMatchObject([
          {
            outcome: 'aborted',
            reason: expect.stringContaining(`The process received ${signal}.`),
          },
        ]);
        expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"wait"}'] });
        expect(await queue.dequeueCount()).toBe(1);
      },
    );

    it('ends at once at the second signal, and says what it still has', async () => {
      const queue = await TestQueue.with({ do: 'wait' });
      await using job = new Job({ within, settings: queue.settings });

      await job.heard('executing');
      job.kill('SIGTERM');
      await job.printed(HAS_STOPPED_RECEIVING);
      job.kill('SIGINT');
      const result = await job.ended;

      const error = expect.stringMatching(
        /^The process ended before its run did: a second signal came, SIGINT\. In hand, .*: \S+ \(delivery 1\)\.$/,
      );
      expect(result).toMatchObject({ exitCode: 130, signal: null });
      expect(result.told).not.toContainEqual(expect.objectContaining({ event: 'aborted' }));
      expect(logged(result, 'error')).toEqual([error]);
      expect(reportOf(result)).toEqual({
        exitCode: 130,
        queueName: queue.name,
        deliveries: [],
        error,
      });
      expect(await queue.state()).toEqual({ ...EMPTY, hidden: 1 });
    });
  },
);
