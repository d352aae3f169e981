import { QueueJobTest } from 'nestjs-queue-job/testing';
import { describe, expect, it } from 'vitest';
import { AppModule } from '../app.module.js';

describe('CreateGuardianExecutor', () => {
  it('creates a guardian with a weapon', async () => {
    const job = await QueueJobTest.create(AppModule);
    await job.send('guardian.create', { name: 'Groot', forging: 0 });

    const report = await job.run();

    expect(report.counts.completed).toBe(1);
    expect(job.logs).toContainEqual(
      expect.objectContaining({
        message: 'Guardian created',
        details: [{ name: 'Groot', weapon: 'Yaka Arrow', damage: 98 }],
      }),
    );
  });

  it('tries again when the guardian is not ready, after the delay that is set', async () => {
    const job = await QueueJobTest.create(AppModule, { settings: { retryDelay: '10m' } });
    await job.send('guardian.create', { name: 'Groot', failures: 1, forging: 0 });

    const first = await job.run();
    await job.advance('10m');
    const second = await job.run();

    expect(first.deliveries).toMatchObject([{ outcome: 'released' }]);
    expect(second.deliveries).toMatchObject([{ outcome: 'completed', dequeueCount: 2 }]);
  });

  it('gives up after five deliveries', async () => {
    const job = await QueueJobTest.create(AppModule);
    await job.send('guardian.create', { name: 'Groot', failures: 99 });

    for (let delivery = 1; delivery <= 5; delivery++) await job.run();

    expect(job.queue.messages).toEqual([]);
    expect(job.poison.messages).toMatchObject([{ type: 'guardian.create' }]);
  });

  it('gives up at once on a guardian without a name', async () => {
    const job = await QueueJobTest.create(AppModule);
    await job.send('guardian.create', { name: '' });

    const { deliveries } = await job.run();

    expect(deliveries).toMatchObject([{ outcome: 'poisoned', dequeueCount: 1 }]);
    expect(deliveries[0]!.reason).toContain('name should not be empty');
  });

  it('lets a guardian be finished when the pod is told to end', async () => {
    const job = await QueueJobTest.create(AppModule);
    await job.send('guardian.create', { name: 'Groot', forging: 20 });

    const run = await job.start();
    run.stop();

    expect(await run.report).toMatchObject({ exitCode: 0, counts: { completed: 1 } });
  });
});
