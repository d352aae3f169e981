import { describe, expect, it } from 'vitest';
import type { Script } from '../app/src/script.ts';
import { runJob, type JobResult } from '../support/job.ts';
import { logLines } from '../support/log.ts';
import { OtlpReceiver } from '../support/otlp-receiver.ts';
import { reportOf } from '../support/report.ts';
import { TestQueue } from '../support/test-queue.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

const event = (data: Script): string =>
  JSON.stringify({
    specversion: '1.0',
    id: '1',
    source: '/knowhere',
    type: 'guardian.create',
    traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
    data,
  });

/** What the log says from the beginning of the delivery to its end, both included. */
const ofDelivery = (result: JobResult) =>
  logLines(result).filter(({ message }) => !message.startsWith('Listening'));

describe('the log of a job', () => {
  it("says in every line of a delivery, the application's own included, which one it is", async () => {
    const queue = await TestQueue.with(event({ do: 'succeed' }));

    const result = await runJob({ entry: 'observed.js', settings: queue.settings });

    const { messageId } = reportOf(result).deliveries[0]!;
    const known = { queueName: queue.name, messageId, dequeueCount: 1 };
    const read = { ...known, type: 'guardian.create', trace_id: TRACE };
    expect(ofDelivery(result)).toEqual([
      expect.objectContaining({ ...known, level: 'log', context: 'QueueJob' }),
      expect.objectContaining({ ...known, level: 'warn' }),
      expect.objectContaining({ ...read, message: 'Forging begins.', context: 'Forge' }),
      expect.objectContaining({ ...read, message: 'Forging has ended.', context: 'Forge' }),
      expect.objectContaining({
        ...read,
        level: 'log',
        executor: 'ObservedExecutor',
        outcome: 'completed',
        duration: expect.any(Number) as number,
      }),
      expect.objectContaining({ ...read, level: 'warn' }),
    ]);
  });

  it('has no field twice on a line', async () => {
    const queue = await TestQueue.with(event({ do: 'succeed' }));

    const { stdout } = await runJob({ entry: 'observed.js', settings: queue.settings });

    const lines = stdout.trimEnd().split('\n');
    for (const field of ['messageId', 'queueName', 'dequeueCount', 'type', 'trace_id', 'message']) {
      const times = lines.map((line) => line.split(`"${field}":`).length - 1);
      expect(Math.max(...times)).toBe(1);
    }
  });

  it('names the span in which a line was written', { timeout: 30_000 }, async () => {
    await using receiver = await OtlpReceiver.listen();
    const queue = await TestQueue.with(event({ do: 'succeed' }));

    const result = await runJob({
      entry: 'observed.js',
      args: ['span'],
      preload: 'instrumentation.js',
      settings: queue.settings,
      env: receiver.env,
    });

    const spanId = (name: string) => receiver.spans.find((span) => span.name === name)?.spanId;
    const lines = logLines(result);
    expect(lines.find(({ context }) => context === 'Forge')).toMatchObject({
      trace_id: TRACE,
      span_id: spanId('forge'),
    });
    expect(lines.find(({ outcome }) => outcome === 'completed')).toMatchObject({
      trace_id: TRACE,
      span_id: spanId(`process ${queue.name}`),
    });
  });

  it.each<[Script, Record<string, string>, string]>([
    [{ do: 'succeed' }, {}, 'log'],
    [{ do: 'fail' }, {}, 'warn'],
    [{ do: 'fail' }, { MaxDequeueCount: '1' }, 'error'],
    [{ do: 'poison' }, {}, 'error'],
  ])(
    'says how a delivery ended, at the level it deserves: %j, %j',
    async (script, settings, level) => {
      const queue = await TestQueue.with(script);

      const result = await runJob({ settings: { ...queue.settings, ...settings } });

      const ends = logLines(result).filter(({ outcome }) => outcome !== undefined);
      expect(ends).toMatchObject([{ level, messageId: expect.any(String) as string }]);
    },
  );

  it('says of an empty queue no more than that', async () => {
    const queue = TestQueue.missing();

    const result = await runJob({ settings: queue.settings });

    expect(logLines(result)).toMatchObject([{ level: 'log', queueName: queue.name }]);
  });
});

describe('a listener', () => {
  it('hears of a delivery, and harms nothing when it fails', async () => {
    const queue = await TestQueue.with({ do: 'fail' });

    const result = await runJob({ entry: 'observed.js', settings: queue.settings });

    expect(result.exitCode).toBe(10);
    const heard = result.told.filter((told) => told.event === 'heard').map(({ of }) => of);
    expect(heard).toEqual(['received', 'released']);
    const warnings = logLines(result).filter(({ message }) => message.includes('The listener'));
    expect(warnings).toHaveLength(2);
    expect(JSON.stringify(warnings)).toContain('Listener.onDelivery');
    expect(result.stdout + result.stderr).not.toContain('c2VjcmV0');
  });
});
