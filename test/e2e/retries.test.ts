import type { PoisonEnvelope } from 'nestjs-queue-job';
import { describe, expect, it, vi } from 'vitest';
import type { Script } from '../app/src/script.ts';
import { runJob } from '../support/job.ts';
import { reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

const FAIL: Script = { do: 'fail' };

describe('a job process whose delivery fails', { timeout: 60_000, concurrent: true }, () => {
  it.each<{ delay: string; RetryDelay: string; script: Script }>([
    { delay: 'RetryDelay', RetryDelay: '3s', script: FAIL },
    {
      delay: 'the delay of a RetryMessageError',
      RetryDelay: '1h',
      script: { do: 'retry', delay: 'PT3S' },
    },
  ])('hides the message for $delay, no longer', async ({ RetryDelay, script }) => {
    const queue = await TestQueue.with(script);

    const result = await runJob({ settings: { ...queue.settings, RetryDelay } });
    const meanwhile = await queue.state();
    await queue.visible();

    expect(result.exitCode).toBe(10);
    expect(reportOf(result).deliveries).toMatchObject([{ outcome: 'released' }]);
    expect(meanwhile).toEqual({ ...EMPTY, hidden: 1 });
    expect(await queue.state()).toEqual({ ...EMPTY, visible: [JSON.stringify(script)] });
    expect(await queue.dequeueCount()).toBe(1);
  });

  it('spreads messages over the time that an exponential RetryDelay allows', async () => {
    const count = 16;
    const queue = await TestQueue.with(...Array.from({ length: count }, () => FAIL));

    const result = await runJob({
      settings: {
        ...queue.settings,
        RetryDelay: 'exponential(6s, 1h)',
        MaxMessages: `${count}`,
        Concurrency: `${count}`,
      },
    });
    const meanwhile = await queue.state();
    const look = async () => expect((await queue.state()).visible).toHaveLength(count);
    await vi.waitFor(look, { timeout: 20_000 });

    expect(result.exitCode).toBe(10);
    expect(reportOf(result)).toMatchObject({ counts: { released: count } });
    expect(meanwhile.hidden).toBeGreaterThan(0);
    expect(await queue.state()).toMatchObject({ hidden: 0, poison: undefined });
  });

  it('sends the reason along to the poison queue when PoisonFormat is envelope, and the text byte for byte', async () => {
    const data = '{ "do": "fail",  "padding": "<Zoë & 🦝> \\u0041 \uFFFF" }';
    const text = Buffer.from(
      `{"specversion":"1.0","id":"1","source":"/knowhere","type":"guardian.create","data":${data}}`,
    ).toString('base64');
    const queue = await TestQueue.with(text);
    const settings = { ...queue.settings, PoisonFormat: 'envelope', MaxDequeueCount: '2' };

    const first = await runJob({ settings });
    const second = await runJob({ settings });

    expect([first.exitCode, second.exitCode]).toEqual([10, 11]);
    const { visible, poison } = await queue.state();
    expect(visible).toEqual([]);
    expect(poison).toHaveLength(1);
    const envelope = JSON.parse(poison![0]!) as PoisonEnvelope;
    expect(envelope).toEqual({
      format: 'nestjs-queue-job/poison/v1',
      reason: 'Delivery 2 of 2 failed, and no attempt is left: Error: It went wrong.',
      error: {
        name: 'Error',
        message: 'It went wrong. ',
        stack: expect.stringContaining('scripted.executor.js'),
      },
      poisonedOn: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      executor: 'ScriptedExecutor',
      type: 'guardian.create',
      message: {
        id: reportOf(second).deliveries[0]!.messageId,
        queueName: queue.name,
        insertedOn: expect.any(String),
        expiresOn: expect.any(String),
        dequeueCount: 2,
        text,
      },
    });
  });

  it('sends a text alone to the poison queue that no envelope fits around', async () => {
    const length = 65_536 - JSON.stringify({ ...FAIL, padding: '' }).length;
    const text = JSON.stringify({ ...FAIL, padding: '.'.repeat(length) });
    const queue = await TestQueue.with(text);
    const settings = { ...queue.settings, PoisonFormat: 'envelope', MaxDequeueCount: '1' };

    const result = await runJob({ settings });

    expect(Buffer.byteLength(text)).toBe(65_536);
    expect(result.exitCode).toBe(11);
    expect(await queue.state()).toEqual({ ...EMPTY, poison: [text] });
  });
});
