import { describe, expect, it } from 'vitest';
import { cloudEvent } from './event.fixture.js';
import { keepTraceContext, parseTraceparent, readTraceContext } from './trace-context.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';
const traceparent = `00-${traceId}-${spanId}-01`;
const tracestate = 'vendor=1,other=2';

describe('parseTraceparent()', () => {
  it.each([
    [traceparent, 1],
    [`00-${traceId}-${spanId}-00`, 0],
    [`cc-${traceId}-${spanId}-03`, 3],
    [`cc-${traceId}-${spanId}-01-what-the-future-brings`, 1],
  ])('reads %s', (text, traceFlags) => {
    expect(parseTraceparent(text)).toEqual({ traceId, spanId, traceFlags });
  });

  it.each([
    '',
    'traceparent',
    `ff-${traceId}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-more`,
    `00-${traceId}-${spanId}`,
    ` ${traceparent}`,
    `${traceparent}\n`,
  ])('takes %j for none', (text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });
});

describe('readTraceContext()', () => {
  it.each([
    ['a CloudEvent', cloudEvent({ traceparent, tracestate }), 'traceparent'],
    ['plain JSON', { type: 'a', traceparent, tracestate }, 'traceparent'],
    ['a text elsewhere', { meta: { trace: traceparent, tracestate } }, 'meta.trace'],
    ['an object', { meta: { trace: { traceparent, tracestate } } }, 'meta.trace'],
  ])('finds it in %s', (_where, body, field) => {
    expect(readTraceContext(body, field)).toEqual({ traceparent, tracestate });
  });

  it.each([undefined, 7, '', 'a'.repeat(513)])('does without the tracestate %j', (unusable) => {
    expect(readTraceContext({ traceparent, tracestate: unusable }, 'traceparent')).toEqual({
      traceparent,
    });
  });

  it.each([
    undefined,
    'text',
    [traceparent],
    Buffer.from(traceparent),
    {},
    { traceparent: 7 },
    { traceparent: 'none' },
    { traceparent: { traceparent: 7 } },
    Object.create({ traceparent }) as object,
  ])('finds none in %j', (body) => {
    expect(readTraceContext(body, 'traceparent')).toBeUndefined();
  });
});

describe('keepTraceContext()', () => {
  it.each([
    [{ traceparent, tracestate, a: 1 }, 'traceparent', { traceparent, tracestate, b: 2 }],
    [{ traceparent, a: 1 }, 'traceparent', { traceparent, b: 2 }],
    [
      { meta: { trace: { traceparent, baggage: 'c' } } },
      'meta.trace',
      { b: 2, meta: { trace: { traceparent, baggage: 'c' } } },
    ],
    [{ traceparent: 'none', a: 1 }, 'traceparent', { b: 2 }],
    [{ a: 1 }, 'traceparent', { b: 2 }],
  ])('lets what follows on %j carry it too', (before, field, expected) => {
    expect(keepTraceContext(before, { b: 2 }, field)).toEqual(expected);
  });

  it.each(['text', null, [1], 7])('leaves %j as it is', (after) => {
    expect(keepTraceContext({ traceparent }, after, 'traceparent')).toBe(after);
  });

  it('does not replace another one', () => {
    const after = { traceparent: `00-${traceId}-${'1'.repeat(16)}-01` };

    expect(keepTraceContext({ traceparent, tracestate }, after, 'traceparent')).toBe(after);
  });
});
