import type { DeliveryObserver, ObservedDelivery } from '../delivery/delivery-observer.js';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import { loggableError } from '../delivery/loggable-error.js';
import type { QueueMessage } from '../message/queue-message.js';
import type { DeliveryEnded } from './delivery-event.js';
import type { DeliveryListeners } from './delivery-listeners.js';
import { currentDelivery, inDelivery, type CurrentDelivery } from './delivery-log-fields.js';
import type { DeliveryMetrics } from './delivery-metrics.js';
import { DeliverySpan } from './delivery-span.js';
import type { OpenTelemetry } from './open-telemetry.js';

export interface DeliveryTelemetryOptions {
  readonly listeners: DeliveryListeners;
  /** Absent where OpenTelemetry is not installed. */
  readonly api: OpenTelemetry | undefined;
  readonly metrics: DeliveryMetrics | undefined;
}

/** Makes of what happens in one delivery its log fields, its span, its share of the metrics, and calls of listeners. */
export class DeliveryTelemetry implements DeliveryObserver {
  readonly #delivery: ObservedDelivery;
  readonly #with: DeliveryTelemetryOptions;
  readonly #current: CurrentDelivery;
  readonly #span: DeliverySpan | undefined;
  #begunAt = 0;

  constructor(delivery: ObservedDelivery, options: DeliveryTelemetryOptions) {
    this.#delivery = delivery;
    this.#with = options;
    const { queueName, messageId, dequeueCount } = delivery;
    this.#current = { queueName, messageId, dequeueCount };
    this.#span = options.api && new DeliverySpan(options.api, delivery);
  }

  run<T>(work: () => T): T {
    const span = this.#span;
    if (span !== undefined) return inDelivery(this.#current, () => this.#inSpan(span, work));
    // Entering a delivery once more costs as much as the first time.
    return currentDelivery() === this.#current ? work() : inDelivery(this.#current, work);
  }

  begun(): void {
    const { metrics, listeners } = this.#with;
    this.#begunAt = performance.now();
    harmless(() => this.#span?.begun());
    harmless(() => metrics?.begun(this.#delivery));
    listeners.tell('received', () => ({ event: 'received', ...this.#told }));
  }

  read({ type, traceContext }: Pick<QueueMessage, 'type' | 'traceContext'>): void {
    this.#current.message = { type, traceContext };
    this.#span?.read({ type, traceContext });
  }

  renewed(): void {
    harmless(() => this.#with.metrics?.renewed(this.#delivery));
  }

  ended(report: DeliveryReport): void {
    const { metrics, listeners } = this.#with;
    const seconds = (performance.now() - this.#begunAt) / 1000;
    harmless(() => metrics?.ended(this.#delivery, report, seconds));
    harmless(() => this.#span?.ended(report));
    this.run(() => listeners.tell(report.outcome, () => this.#endedEvent(report)));
  }

  /** A date could be set, and this one is the message's own. */
  get #told(): ObservedDelivery {
    return { ...this.#delivery, insertedOn: new Date(this.#delivery.insertedOn) };
  }

  #endedEvent({ outcome, error, ...report }: DeliveryReport): DeliveryEnded {
    return {
      event: outcome,
      ...this.#told,
      ...report,
      ...(error === undefined ? {} : { error: loggableError(error) }),
    };
  }

  /** Whatever the application's SDK does, the work is done, and done once. */
  #inSpan<T>(span: DeliverySpan, work: () => T): T {
    let done: { readonly value: T } | { readonly error: unknown } | undefined;
    const call = () => {
      try {
        done = { value: work() };
      } catch (error) {
        done = { error };
      }
    };
    harmless(() => {
      const { context, ids } = span;
      if (context === undefined) return;
      if (ids !== undefined) this.#current.span = ids;
      this.#with.api?.context.with(context, call);
    });
    if (done === undefined) return work();
    const end = done as { readonly value: T } | { readonly error: unknown };
    if ('error' in end) throw end.error;
    return end.value;
  }
}

/** No fault in telemetry touches a delivery. */
function harmless(tell: () => void): void {
  try {
    tell();
  } catch {
    process.emitWarning('OpenTelemetry failed, and a span or a measurement is lost.');
  }
}
