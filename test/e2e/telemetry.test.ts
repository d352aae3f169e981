import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractCodeBlocks } from '../docs/code-block.ts';
import type { Script } from '../app/src/script.ts';
import { ROOT } from '../package/run.ts';
import { Job, runJob, type JobOptions } from '../support/job.ts';
import { logged } from '../support/log.ts';
import { OtlpReceiver } from '../support/otlp-receiver.ts';
import { reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

/** As OTLP numbers them. */
const CONSUMER = 5;
const ERROR = 2;

/** A CloudEvent that was sent in a trace. */
const traced = (data: Script): string =>
  JSON.stringify({
    specversion: '1.0',
    id: '1',
    source: '/knowhere',
    type: 'guardian.create',
    traceparent: `00-${TRACE}-${PARENT}-01`,
    tracestate: 'vendor=1',
    data,
  });

/** A job set up as docs/observability.md tells it, with a span of its own in the executor. */
const observed = (
  queue: TestQueue,
  receiver: OtlpReceiver,
  settings: JobOptions['settings'] = {},
): JobOptions => ({
  entry: 'observed.js',
  args: ['span'],
  preload: 'instrumentation.js',
  settings: { ...queue.settings, ...settings },
  env: receiver.env,
});

describe('the instrumentation', () => {
  it('is the one that the page tells', () => {
    const page = readFileSync(join(ROOT, 'docs/observability.md'), 'utf8');
    const blocks = extractCodeBlocks('docs/observability.md', page);

    const told = blocks.find(({ file }) => file === 'src/instrumentation.ts');

    const run = readFileSync(join(ROOT, 'test/app/src/instrumentation.ts'), 'utf8');
    expect(told?.text.trim()).toBe(run.trim());
  });
});

describe('a job that sends to a collector', { timeout: 30_000 }, () => {
  it('makes one trace of sending, delivery and work', async () => {
    await using receiver = await OtlpReceiver.listen();
    const queue = await TestQueue.with(traced({ do: 'succeed' }));

    const result = await runJob(observed(queue, receiver));

    expect(result.exitCode).toBe(0);
    const process = receiver.spans.find(({ kind }) => kind === CONSUMER);
    const forge = receiver.spans.find(({ name }) => name === 'forge');
    expect(process).toMatchObject({
      name: `process ${queue.name}`,
      traceId: TRACE,
      parentSpanId: PARENT,
      traceState: 'vendor=1',
      status: { code: 0 },
    });
    expect(process?.attributes).toEqual({
      'messaging.system.name': 'azure.storagequeues',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': queue.name,
      'messaging.message.id': reportOf(result).deliveries[0]!.messageId,
      'queue_job.dequeue_count': 1,
      'queue_job.event.type': 'guardian.create',
      'queue_job.executor': 'ObservedExecutor',
      'queue_job.outcome': 'completed',
    });
    expect(forge).toMatchObject({ traceId: TRACE, parentSpanId: process?.spanId });
  });

  it('measures every delivery', async () => {
    await using receiver = await OtlpReceiver.listen();
    const queue = await TestQueue.with({ do: 'succeed' }, { do: 'poison' });

    const result = await runJob(observed(queue, receiver, { MaxMessages: '2' }));

    expect(result.exitCode).toBe(11);
    const on = {
      'messaging.system.name': 'azure.storagequeues',
      'messaging.destination.name': queue.name,
    };
    const process = { ...on, 'messaging.operation.name': 'process' };
    const executor = { 'queue_job.executor': 'ObservedExecutor' };
    const completed = { ...executor, 'queue_job.outcome': 'completed' };
    const poisoned = {
      ...executor,
      'queue_job.outcome': 'poisoned',
      'error.type': 'PoisonMessageError',
    };
    const duration = { metric: 'messaging.process.duration', unit: 's', count: 1 };
    const deliveries = { metric: 'queue_job.deliveries', unit: '{delivery}', value: 1 };
    expect(receiver.points).toHaveLength(6);
    expect(receiver.points).toEqual(
      expect.arrayContaining(
        [
          {
            metric: 'messaging.client.consumed.messages',
            unit: '{message}',
            value: 2,
            attributes: process,
          },
          {
            metric: 'queue_job.queue.latency',
            unit: 's',
            count: 2,
            attributes: { ...on, 'queue_job.redelivered': false },
          },
          { ...deliveries, attributes: { ...on, ...completed } },
          { ...deliveries, attributes: { ...on, ...poisoned } },
          { ...duration, attributes: { ...process, ...completed } },
          { ...duration, attributes: { ...process, ...poisoned } },
        ].map((point) => expect.objectContaining(point) as unknown),
      ),
    );
  });

  it('says of a failed delivery what failed', async () => {
    await using receiver = await OtlpReceiver.listen();
    const queue = await TestQueue.with(traced({ do: 'fail' }));

    const result = await runJob(observed(queue, receiver));

    expect(result.exitCode).toBe(10);
    expect(receiver.spans.find(({ kind }) => kind === CONSUMER)).toMatchObject({
      traceId: TRACE,
      attributes: { 'queue_job.outcome': 'released', 'error.type': 'Error' },
      status: { code: ERROR, message: reportOf(result).deliveries[0]!.reason },
    });
  });

  it('sends everything also when SIGTERM cuts its work short', async () => {
    await using receiver = await OtlpReceiver.listen();
    const queue = await TestQueue.with(traced({ do: 'wait' }));
    await using job = new Job(observed(queue, receiver, { ShutdownGracePeriod: '0' }));
    await job.heard('executing');

    job.kill('SIGTERM');
    const result = await job.ended;

    expect(result).toMatchObject({ exitCode: 143, signal: null });
    expect(receiver.spans.map(({ name }) => name).toSorted()).toEqual([
      'forge',
      `process ${queue.name}`,
    ]);
    expect(receiver.spans.find(({ kind }) => kind === CONSUMER)).toMatchObject({
      traceId: TRACE,
      attributes: { 'queue_job.outcome': 'aborted' },
      status: { code: 0 },
    });
    expect(receiver.points).toContainEqual(
      expect.objectContaining({ metric: 'queue_job.deliveries', value: 1 }),
    );
  });

  it('sends everything also without the factory', async () => {
    await using receiver = await OtlpReceiver.listen();
    const queue = await TestQueue.with(traced({ do: 'succeed' }));

    const result = await runJob({ ...observed(queue, receiver), entry: 'plain.js' });

    expect(result.exitCode).toBe(0);
    expect(receiver.spans).toMatchObject([{ name: `process ${queue.name}`, parentSpanId: PARENT }]);
    expect(receiver.points).not.toEqual([]);
  });
});

describe('a job whose collector never answers', () => {
  it.concurrent.each<{ script: Script; exitCode: number; signal?: NodeJS.Signals }>([
    { script: { do: 'succeed' }, exitCode: 0 },
    { script: { do: 'wait' }, signal: 'SIGTERM', exitCode: 143 },
  ])('ends as ever: $exitCode', { timeout: 30_000 }, async ({ script, signal, exitCode }) => {
    await using receiver = await OtlpReceiver.listen('never answers');
    const queue = await TestQueue.with(script);
    await using job = new Job(observed(queue, receiver, { ShutdownGracePeriod: '0' }));
    await job.heard('executing');

    if (signal !== undefined) job.kill(signal);
    const result = await job.ended;

    expect(result).toMatchObject({ exitCode, signal: null });
    expect(reportOf(result)).toMatchObject({ exitCode });
    expect(logged(result, 'warn')).toContainEqual(expect.stringContaining('did not answer'));
    expect(receiver.requests).toBeGreaterThan(0);
    expect((await queue.state()).hidden).toBe(0);
  });
});

describe('a job without OpenTelemetry', () => {
  it.each(['without-open-telemetry.js', undefined])('is as ever: %s', async (preload) => {
    const queue = await TestQueue.with(traced({ do: 'succeed' }));

    const result = await runJob({
      entry: 'observed.js',
      ...(preload === undefined ? {} : { preload }),
      settings: queue.settings,
    });

    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await queue.state()).toEqual(EMPTY);
  });
});
