import { isObject, valueAt, withValueAt } from './value-at.js';

/** The W3C trace context of whoever sent a message, as it travels in headers and in CloudEvents. */
export interface TraceContext {
  /** `00-<trace id>-<span id>-<flags>`. */
  readonly traceparent: string;
  /** What vendors of tracing add. */
  readonly tracestate?: string | undefined;
}

/** What a `traceparent` says. */
export interface TraceParent {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly traceFlags: number;
}

/** Ids of nothing but zeros are invalid, and so is version ff; versions after 00 may say more. */
const TRACEPARENT =
  /^(?!ff)[\da-f]{2}-(?<traceId>(?!0{32})[\da-f]{32})-(?<spanId>(?!0{16})[\da-f]{16})-(?<flags>[\da-f]{2})(?<more>-.*)?$/;

/** In characters: what the specification asks everybody to pass on. */
const LONGEST_TRACESTATE = 512;

/**
 * Where a body has its trace context: a text, with `tracestate` beside it, or an object that holds both.
 *
 * @param field names joined by dots
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/distributed-tracing.md
 */
export function readTraceContext(body: unknown, field: string): TraceContext | undefined {
  const path = field.split('.');
  const found = valueAt(body, path);
  const [traceparent, tracestate] = isObject(found)
    ? [valueAt(found, ['traceparent']), valueAt(found, ['tracestate'])]
    : [found, valueAt(body, besideOf(path))];
  if (typeof traceparent !== 'string' || parseTraceparent(traceparent) === undefined) {
    return undefined;
  }
  return isTracestate(tracestate) ? { traceparent, tracestate } : { traceparent };
}

/** Lets what takes a body's place carry its trace context too if it can: the next delivery belongs to the same trace. */
export function keepTraceContext(before: unknown, after: unknown, field: string): unknown {
  const context = readTraceContext(before, field);
  if (context === undefined || readTraceContext(after, field) !== undefined) return after;
  const path = field.split('.');
  const found = valueAt(before, path);
  if (isObject(found)) return withValueAt(after, path, found);
  const { traceparent, tracestate } = context;
  const traced = withValueAt(after, path, traceparent);
  return tracestate === undefined ? traced : withValueAt(traced, besideOf(path), tracestate);
}

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
export function parseTraceparent(text: string): TraceParent | undefined {
  const { traceId, spanId, flags, more } = TRACEPARENT.exec(text)?.groups ?? {};
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (more !== undefined && text.startsWith('00')) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
}

function besideOf(path: readonly string[]): readonly string[] {
  return [...path.slice(0, -1), 'tracestate'];
}

function isTracestate(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TRACESTATE;
}
