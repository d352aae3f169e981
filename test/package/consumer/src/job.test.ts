import 'reflect-metadata';
import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { QueueJobTest } from 'nestjs-queue-job/testing';
import { AppModule } from './app.module.js';

void test('a job is tested without a queue', async () => {
  const job = await QueueJobTest.create(AppModule);
  await job.send('guardian.create', { name: 'Groot' });
  const report = await job.run();
  equal(report.counts.completed, 1);
});
