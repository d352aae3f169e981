import { describe, expect, it } from 'vitest';
import type { Script } from '../app/src/script.ts';
import { Job, runJob } from '../support/job.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

const PROGRESS: Script = { do: 'work', ms: 0 };
const SAVE: Script = { do: 'save', progress: PROGRESS };

const plain = (script: Script): string => JSON.stringify(script);
const inBase64 = (script: Script): string => Buffer.from(plain(script)).toString('base64');
const inCloudEvent = (data: Script): string =>
  JSON.stringify({ specversion: '1.0', id: '1', source: '/knowhere', type: 'guardian.move', data });

describe('a job process that saves its progress', { timeout: 60_000, concurrent: true }, () => {
  it.each([
    { form: 'plain JSON', write: plain },
    { form: 'base64', write: inBase64 },
    { form: 'a CloudEvent', write: inCloudEvent },
  ])('lets the next one go on from there when it is killed, in $form', async ({ write }) => {
    const queue = await TestQueue.with(write(SAVE));
    const settings = { ...queue.settings, VisibilityTimeout: '3s' };
    await using killed = new Job({ settings });

    await killed.heard('saved');
    killed.kill('SIGKILL');
    await killed.ended;
    await queue.visible();
    const between = await queue.state();
    const next = await runJob({ settings });

    expect(between).toEqual({ ...EMPTY, visible: [write(PROGRESS)] });
    expect(next.exitCode).toBe(0);
    expect(executionsOf(next)).toMatchObject([{ dequeueCount: 2 }]);
    expect(next.told).toContainEqual({ event: 'halfway' });
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('completes the message when it comes to its end itself', async () => {
    const queue = await TestQueue.with(SAVE);
    await using job = new Job({ settings: queue.settings });

    await job.heard('saved');
    job.go();
    const result = await job.ended;

    expect(result.exitCode).toBe(0);
    expect(executionsOf(result)).toHaveLength(1);
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('fails clearly when the progress is too large, and the message stays as it was', async () => {
    const script: Script = { ...SAVE, length: 65_536 };
    const queue = await TestQueue.with(script);

    const result = await runJob({ settings: queue.settings });

    expect(result.exitCode).toBe(10);
    expect(result.told).not.toContainEqual({ event: 'saved' });
    expect(reportOf(result).deliveries).toMatchObject([
      { outcome: 'released', reason: expect.stringMatching(/MessageTooLargeError: .*64 KiB/) },
    ]);
    expect(await queue.state()).toEqual({ ...EMPTY, visible: [plain(script)] });
    expect(await queue.dequeueCount()).toBe(1);
  });
});
