import type { TraceContext } from '../message/trace-context.js';
import { currentDelivery } from './delivery-log-fields.js';
import { activeSpan } from './open-telemetry.js';

/**
 * Lets an event carry the trace in which it is being sent, as CloudEvents do. One that carries a trace already keeps it, and
 * without a trace it stays as it is. {@link loadOpenTelemetry} must have been called before; without OpenTelemetry, the trace of
 * the message that is being delivered is passed on.
 *
 * @returns the event, or a copy of it with `traceparent` and `tracestate`
 */
export function injectTraceContext<T extends object>(event: T): T {
  const context = 'traceparent' in event ? undefined : currentTraceContext();
  return context === undefined ? event : { ...event, ...context };
}

/** The trace context in which the caller works. */
export function currentTraceContext(): TraceContext | undefined {
  return fromActiveSpan() ?? currentDelivery()?.message?.traceContext;
}

function fromActiveSpan(): TraceContext | undefined {
  const span = activeSpan();
  if (span === undefined) return undefined;
  const { traceId, spanId, traceFlags, traceState } = span;
  const flags = traceFlags.toString(16).padStart(2, '0');
  const tracestate = traceState?.serialize() ?? '';
  return {
    traceparent: `00-${traceId}-${spanId}-${flags}`,
    ...(tracestate === '' ? {} : { tracestate }),
  };
}
