import { inspect } from 'node:util';
import * as api from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { deliveryBench } from '../delivery/delivery.fixture.js';
import type { DeliveryEvent } from './delivery-event.js';
import { deliveryLogFields } from './delivery-log-fields.js';
import type { DeliveryListeners } from './delivery-listeners.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { DeliveryTelemetry } from './delivery-telemetry.js';
import type { OpenTelemetry } from './open-telemetry.js';

const broken = () => {
  throw new Error('the exporter is broken');
};

const silent = { tell() {}, settled: () => Promise.resolve() } as unknown as DeliveryListeners;

/** An API in which one thing is broken. */
const apiWith = (fault: { readonly trace?: object; readonly context?: object }): OpenTelemetry =>
  Object.assign({}, api, fault) as OpenTelemetry;

const { context, trace } = api;
const brokenSpan = { spanContext: broken, setAttribute: broken, setStatus: broken, end: broken };
const tracing = (startSpan: () => unknown) => ({
  setSpan: trace.setSpan.bind(trace),
  setSpanContext: trace.setSpanContext.bind(trace),
  getTracer: () => ({ startSpan }),
});

const FAULTS: readonly [string, OpenTelemetry][] = [
  ['finds no tracer', apiWith({ trace: { getTracer: broken } })],
  ['starts no span', apiWith({ trace: tracing(broken) })],
  ['makes spans that are broken', apiWith({ trace: tracing(() => brokenSpan) })],
  ['enters no context', apiWith({ context: { with: broken } })],
  [
    'fails when it leaves a context',
    apiWith({
      context: {
        with: (to: api.Context, work: () => void) => {
          context.with(to, work);
          broken();
        },
      },
    }),
  ],
  ['loses the work that it should do', apiWith({ context: { with: () => {} } })],
];

describe('DeliveryTelemetry', () => {
  let warn: Mock<typeof process.emitWarning>;

  beforeEach(() => {
    warn = vi.fn<typeof process.emitWarning>();
    vi.spyOn(process, 'emitWarning').mockImplementation(warn);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  describe.each(FAULTS)('with an SDK that %s', (_fault, faulty) => {
    it.each([
      ['completed', () => {}],
      [
        'released',
        () => {
          throw new Error('no');
        },
      ],
    ] as const)('has the message executed once, and %s', async (outcome, execute) => {
      const bench = deliveryBench({}, execute);
      const metrics = { begun: broken, renewed: broken, ended: broken };
      Object.assign(bench.context, {
        observe: (delivery: ConstructorParameters<typeof DeliveryTelemetry>[0]) => {
          const observer = new DeliveryTelemetry(delivery, {
            listeners: silent,
            api: faulty,
            metrics: metrics as unknown as DeliveryMetrics,
          });
          observer.begun();
          return observer;
        },
      });
      await bench.queue.send('{}');

      const report = await bench.deliver();

      expect(report.outcome).toBe(outcome);
      expect(bench.execute).toHaveBeenCalledTimes(1);
    });
  });

  it('tells nobody of what failed but Node, and no more than once for each thing', () => {
    const observer = new DeliveryTelemetry(
      { queueName: 'q', messageId: '1', dequeueCount: 1, insertedOn: new Date() },
      { listeners: silent, api: apiWith({ trace: { getTracer: broken } }), metrics: undefined },
    );
    observer.begun();

    expect(observer.run(() => 'done')).toBe('done');

    expect(warn.mock.calls).toEqual([[expect.stringContaining('OpenTelemetry failed')]]);
  });

  it('tells listeners what they may do with as they like', () => {
    const heard: DeliveryEvent[] = [];
    const insertedOn = new Date(0);
    const tell: DeliveryListeners['tell'] = (_name, event) => void heard.push(event());
    const observer = new DeliveryTelemetry(
      { queueName: 'q', messageId: '1', dequeueCount: 1, insertedOn },
      { listeners: { tell } as DeliveryListeners, api: undefined, metrics: undefined },
    );
    const error = Object.assign(new Error('AccountKey=c2VjcmV0'), { request: { key: 'c2VjcmV0' } });
    const report = { messageId: '1', dequeueCount: 1, duration: 1, isExecutorStillRunning: false };

    observer.begun();
    observer.ended({ ...report, outcome: 'released', reason: 'It failed.', error });

    expect(heard).toMatchObject([
      { event: 'received', queueName: 'q', messageId: '1', dequeueCount: 1, insertedOn },
      {
        event: 'released',
        queueName: 'q',
        insertedOn,
        reason: 'It failed.',
        error: { name: 'Error' },
      },
    ]);
    expect(heard[0]!.insertedOn).not.toBe(insertedOn);
    expect(inspect(heard)).not.toContain('c2VjcmV0');
  });

  it('lets work know to which delivery it belongs, and nobody else', () => {
    const observer = new DeliveryTelemetry(
      { queueName: 'q', messageId: '1', dequeueCount: 2, insertedOn: new Date() },
      { listeners: silent, api: undefined, metrics: undefined },
    );
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

    const before = observer.run(deliveryLogFields);
    observer.read({ type: 'a', traceContext: { traceparent } });

    const known = { queueName: 'q', messageId: '1', dequeueCount: 2 };
    expect(before).toEqual(known);
    expect(observer.run(deliveryLogFields)).toEqual({
      ...known,
      type: 'a',
      trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
    });
    expect(deliveryLogFields()).toEqual({});
  });

  it('passes on what work throws, and what it returns, whatever it is', () => {
    const observer = new DeliveryTelemetry(
      { queueName: 'q', messageId: '1', dequeueCount: 1, insertedOn: new Date() },
      { listeners: silent, api, metrics: new DeliveryMetrics(api) },
    );
    observer.begun();

    expect(observer.run(() => undefined)).toBeUndefined();
    expect(() =>
      observer.run(() => {
        throw new RangeError('mine');
      }),
    ).toThrow(RangeError);
  });
});
