import type { Context, Span } from '@opentelemetry/api';
import type { ObservedDelivery } from '../delivery/delivery-observer.js';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import type { QueueMessage } from '../message/queue-message.js';
import { parseTraceparent, type TraceContext } from '../message/trace-context.js';
import type { SpanIds } from './delivery-log-fields.js';
import { errorTypeOf } from './error-type.js';
import type { OpenTelemetry } from './open-telemetry.js';
import { ATTRIBUTE, OPERATION, SYSTEM } from './semantic-conventions.js';

/** Names the library among those that make spans and metrics. */
export const SCOPE = 'nestjs-queue-job';

/**
 * The span of one delivery, from its turn to its settling. A delivery has one message, so the span is a child of the one in
 * which that was sent, which the conventions allow for exactly this case: sending, every delivery and all they lead to are one trace.
 */
export class DeliverySpan {
  readonly #api: OpenTelemetry;
  readonly #delivery: ObservedDelivery;
  #begunAt: Date | undefined;
  #message: Pick<QueueMessage, 'type' | 'traceContext'> | undefined;
  #span: Span | undefined;
  #context: Context | undefined;

  constructor(api: OpenTelemetry, delivery: ObservedDelivery) {
    this.#api = api;
    this.#delivery = delivery;
  }

  begun(): void {
    this.#begunAt = new Date();
  }

  read(message: Pick<QueueMessage, 'type' | 'traceContext'>): void {
    this.#message = message;
  }

  /**
   * The context in which work belongs to the delivery. The span is started when it is first asked for, after the message was
   * read, which says what its parent is; it counts from the beginning all the same.
   */
  get context(): Context | undefined {
    if (this.#begunAt !== undefined) this.#context ??= this.#start(this.#begunAt);
    return this.#context;
  }

  /** `undefined` before it is started, or where nobody set OpenTelemetry up. */
  get ids(): SpanIds | undefined {
    const ids = this.#span?.spanContext();
    return ids !== undefined && this.#api.isSpanContextValid(ids) ? ids : undefined;
  }

  ended(report: DeliveryReport): void {
    const span = this.#span;
    if (span === undefined) return;
    const { outcome, executor, reason } = report;
    span.setAttribute(ATTRIBUTE.outcome, outcome);
    if (executor !== undefined) span.setAttribute(ATTRIBUTE.executor, executor);
    const errorType = errorTypeOf(report);
    if (errorType !== undefined) {
      span.setAttribute(ATTRIBUTE.errorType, errorType);
      span.setStatus({
        code: this.#api.SpanStatusCode.ERROR,
        ...(reason === undefined ? {} : { message: reason }),
      });
    }
    span.end();
  }

  #start(startTime: Date): Context {
    const { trace, SpanKind } = this.#api;
    const { queueName, messageId, dequeueCount } = this.#delivery;
    const { type, traceContext } = this.#message ?? {};
    const parent = this.#parent(traceContext);
    const attributes = {
      [ATTRIBUTE.system]: SYSTEM,
      [ATTRIBUTE.operationName]: OPERATION,
      [ATTRIBUTE.operationType]: OPERATION,
      [ATTRIBUTE.destination]: queueName,
      [ATTRIBUTE.messageId]: messageId,
      [ATTRIBUTE.dequeueCount]: dequeueCount,
      ...(type === undefined ? {} : { [ATTRIBUTE.eventType]: type }),
    };
    const options = { kind: SpanKind.CONSUMER, startTime, attributes };
    this.#span = trace.getTracer(SCOPE).startSpan(`${OPERATION} ${queueName}`, options, parent);
    return trace.setSpan(parent, this.#span);
  }

  #parent(traceContext: TraceContext | undefined): Context {
    const { ROOT_CONTEXT, trace, createTraceState } = this.#api;
    const parent = parseTraceparent(traceContext?.traceparent ?? '');
    if (parent === undefined) return ROOT_CONTEXT;
    const traceState = createTraceState(traceContext?.tracestate);
    return trace.setSpanContext(ROOT_CONTEXT, { ...parent, traceState, isRemote: true });
  }
}
