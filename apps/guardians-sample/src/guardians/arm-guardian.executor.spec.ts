import { QueueJobTest } from 'nestjs-queue-job/testing';
import { expect, it, vi } from 'vitest';
import { ArmGuardianExecutor } from './arm-guardian.executor.js';
import { GuardianService } from './guardian.service.js';

it('arms a guardian, with a service of which only the call is looked at', async () => {
  const arm = vi.fn<GuardianService['arm']>();
  const job = await QueueJobTest.create({
    providers: [ArmGuardianExecutor, { provide: GuardianService, useValue: { arm } }],
  });
  await job.send('guardian.arm', { name: 'Groot', weapon: 'Yaka Arrow' });

  await job.run();

  expect(arm).toHaveBeenCalledWith('Groot', 'Yaka Arrow', 150, expect.any(AbortSignal));
});
