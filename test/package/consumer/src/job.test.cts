import assert = require('node:assert/strict');
import nodeTest = require('node:test');
import queueJob = require('nestjs-queue-job');
import testing = require('nestjs-queue-job/testing');

@queueJob.QueueMessageExecutor()
class CreateGuardianExecutor {
  execute(): void {}
}

void nodeTest.test('a job is tested without a queue', async () => {
  const job = await testing.QueueJobTest.create({ providers: [CreateGuardianExecutor] });
  await job.send('guardian.create', { name: 'Groot' });
  const report = await job.run();
  assert.equal(report.counts.completed, 1);
});
