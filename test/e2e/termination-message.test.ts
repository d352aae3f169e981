import { describe, expect, it } from 'vitest';
import { runJob } from '../support/job.ts';
import { reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

describe('the termination message of a job process', { timeout: 60_000, concurrent: true }, () => {
  it('is one line of JSON of at most 4096 bytes, however long the error is', async () => {
    const queue = await TestQueue.with({ do: 'fail', length: 100_000 });

    const result = await runJob({ settings: { ...queue.settings, MaxDequeueCount: '1' } });

    expect(result.exitCode).toBe(11);
    expect(Buffer.byteLength(result.terminationMessage)).toBeLessThanOrEqual(4096);
    expect(reportOf(result)).toMatchObject({
      exitCode: 11,
      deliveries: [{ outcome: 'poisoned', reason: expect.stringMatching(/It went wrong.*…$/) }],
    });
    expect((await queue.state()).poison).toHaveLength(1);
  });

  it('changes nothing when it cannot be written, except for a warning', async () => {
    const queue = await TestQueue.with({ do: 'succeed' });
    const env = { TERMINATION_MESSAGE_PATH: 'no/such/directory' };

    const result = await runJob({ settings: queue.settings, env });

    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('"level":"warn"');
    expect(result.stdout).toMatch(/The termination message could not be written: .*ENOENT/);
    expect(await queue.state()).toEqual(EMPTY);
  });
});
