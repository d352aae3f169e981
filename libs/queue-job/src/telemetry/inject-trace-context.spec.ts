import { createTraceState, trace, type SpanContext } from '@opentelemetry/api';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { inDelivery } from './delivery-log-fields.js';
import { injectTraceContext } from './inject-trace-context.js';
import { loadOpenTelemetry } from './open-telemetry.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';
const traceparent = `00-${traceId}-${spanId}-01`;

const delivery = {
  queueName: 'q',
  messageId: '1',
  dequeueCount: 1,
  message: { type: 'a', traceContext: { traceparent, tracestate: 'vendor=1' } },
};

const inSpan = (span: Partial<SpanContext>) =>
  vi
    .spyOn(trace, 'getActiveSpan')
    .mockReturnValue(trace.wrapSpanContext({ traceId, spanId, traceFlags: 1, ...span }));

describe('injectTraceContext()', () => {
  beforeAll(async () => {
    trace.setGlobalTracerProvider(trace.getTracerProvider());
    await loadOpenTelemetry();
    trace.disable();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each([
    [{}, { traceparent }],
    [{ traceFlags: 0 }, { traceparent: `00-${traceId}-${spanId}-00` }],
    [{ traceState: createTraceState('vendor=2') }, { traceparent, tracestate: 'vendor=2' }],
    [{ traceState: createTraceState() }, { traceparent }],
  ])('lets an event carry the active span: %j', (span, expected) => {
    inSpan(span);

    expect(injectTraceContext({ id: '1' })).toEqual({ id: '1', ...expected });
  });

  it('passes on the trace of the message that is delivered where there is no span', () => {
    const event = inDelivery(delivery, () => injectTraceContext({ id: '1' }));

    expect(event).toEqual({ id: '1', traceparent, tracestate: 'vendor=1' });
  });

  it('leaves an event as it is that carries a trace, or outside of one', () => {
    const carrying = { traceparent: 'mine' };

    expect(inDelivery(delivery, () => injectTraceContext(carrying))).toBe(carrying);
    expect(injectTraceContext({ id: '1' })).toEqual({ id: '1' });
  });

  it('takes a span without ids for none', () => {
    inSpan({ traceId: '0'.repeat(32) });

    expect(injectTraceContext({ id: '1' })).toEqual({ id: '1' });
  });
});
