import { AsyncLocalStorage } from 'node:async_hooks';
import type { ObservedDelivery } from '../delivery/delivery-observer.js';
import { parseTraceparent } from '../message/trace-context.js';
import type { QueueMessage } from '../message/queue-message.js';
import { activeSpan } from './open-telemetry.js';

/** What a log line says of the delivery in which it was written. */
export interface DeliveryLogFields {
  /** The queue the message was received from. */
  readonly queueName: string;
  /** The id the queue gave the message; the same for every delivery of it. */
  readonly messageId: string;
  /** The number of the delivery: 1 for the first. */
  readonly dequeueCount: number;
  /** Which event it is, once the message was read and if it says so. */
  readonly type?: string;
  /** 32 hexadecimal digits: of the active span, or of the trace the message was sent in. The name is OpenTelemetry's for JSON logs. */
  readonly trace_id?: string;
  /** 16 hexadecimal digits: of the active span, if there is one. */
  readonly span_id?: string;
}

/** What is known of a delivery that goes on. */
export interface CurrentDelivery extends Pick<
  ObservedDelivery,
  'queueName' | 'messageId' | 'dequeueCount'
> {
  message?: Pick<QueueMessage, 'type' | 'traceContext'>;
  /** Its own span, once there is one. */
  span?: SpanIds;
}

/** How OpenTelemetry tells one span from all others. */
export interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
}

const current = new AsyncLocalStorage<CurrentDelivery>();

/** Does work in a delivery. */
export function inDelivery<T>(delivery: CurrentDelivery, work: () => T): T {
  return current.run(delivery, work);
}

/** The delivery that asks, if one does. */
export function currentDelivery(): CurrentDelivery | undefined {
  return current.getStore();
}

/**
 * What a log line should say of the delivery in which it is being written; empty outside of one. The job's own logger adds it to
 * every line; another one can be given it.
 *
 * @example
 * pino({ mixin: () => deliveryLogFields() })
 */
export function deliveryLogFields(): Partial<DeliveryLogFields> {
  const delivery = current.getStore();
  if (delivery === undefined) return {};
  const { queueName, messageId, dequeueCount, message } = delivery;
  return {
    queueName,
    messageId,
    dequeueCount,
    ...(message?.type === undefined ? {} : { type: message.type }),
    ...traceFields(delivery),
  };
}

/** @see https://opentelemetry.io/docs/specs/otel/compatibility/logging_trace_context/ */
function traceFields(delivery: CurrentDelivery): Pick<DeliveryLogFields, 'trace_id' | 'span_id'> {
  const span = activeSpan() ?? delivery.span;
  if (span !== undefined) return { trace_id: span.traceId, span_id: span.spanId };
  const parent = parseTraceparent(delivery.message?.traceContext?.traceparent ?? '');
  return parent === undefined ? {} : { trace_id: parent.traceId };
}
