import type { Attributes, Counter, Histogram } from '@opentelemetry/api';
import type { ObservedDelivery } from '../delivery/delivery-observer.js';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import { SCOPE } from './delivery-span.js';
import { errorTypeOf } from './error-type.js';
import type { OpenTelemetry } from './open-telemetry.js';
import { ATTRIBUTE, METRIC, OPERATION, SYSTEM } from './semantic-conventions.js';

/** In seconds: the bounds that the conventions advise, and then those of work that is worth a pod. */
const DURATIONS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 300, 900, 3600,
  14_400,
];

/** In seconds: a message may have waited for a pod, or for somebody to mend what keeps pods from starting. */
const LATENCIES = [0.1, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 900, 3600, 14_400, 86_400];

/** Counts and measures deliveries. To be made once the application has set its SDK up: what is made before counts nowhere. */
export class DeliveryMetrics {
  readonly #consumed: Counter;
  readonly #deliveries: Counter;
  readonly #renewals: Counter;
  readonly #duration: Histogram;
  readonly #latency: Histogram;

  constructor({ metrics }: OpenTelemetry) {
    const meter = metrics.getMeter(SCOPE);
    this.#consumed = meter.createCounter(METRIC.consumed, {
      description: 'Number of messages that were delivered to the application.',
      unit: '{message}',
    });
    this.#deliveries = meter.createCounter(METRIC.deliveries, {
      description: 'Number of deliveries that ended, by how they did.',
      unit: '{delivery}',
    });
    this.#renewals = meter.createCounter(METRIC.renewals, {
      description: 'Number of times a lease was renewed.',
      unit: '{renewal}',
    });
    this.#duration = meter.createHistogram(METRIC.processDuration, {
      description: 'Duration of processing operation.',
      unit: 's',
      advice: { explicitBucketBoundaries: DURATIONS },
    });
    this.#latency = meter.createHistogram(METRIC.latency, {
      description:
        'How old a message was, since it was put into the queue, when its delivery began.',
      unit: 's',
      advice: { explicitBucketBoundaries: LATENCIES },
    });
  }

  begun(delivery: ObservedDelivery): void {
    const { insertedOn, dequeueCount } = delivery;
    this.#consumed.add(1, operationOn(delivery));
    // Two clocks are compared, the service's and this machine's.
    const age = Math.max(0, Date.now() - insertedOn.getTime()) / 1000;
    const redelivered = dequeueCount > 1;
    this.#latency.record(age, { ...queueOf(delivery), [ATTRIBUTE.redelivered]: redelivered });
  }

  renewed(delivery: ObservedDelivery): void {
    this.#renewals.add(1, queueOf(delivery));
  }

  /** @param seconds from the turn of the delivery to its settling */
  ended(delivery: ObservedDelivery, report: DeliveryReport, seconds: number): void {
    const { outcome, executor } = report;
    const errorType = errorTypeOf(report);
    const how = {
      [ATTRIBUTE.outcome]: outcome,
      ...(executor === undefined ? {} : { [ATTRIBUTE.executor]: executor }),
      ...(errorType === undefined ? {} : { [ATTRIBUTE.errorType]: errorType }),
    };
    this.#deliveries.add(1, { ...queueOf(delivery), ...how });
    this.#duration.record(seconds, { ...operationOn(delivery), ...how });
  }
}

function queueOf({ queueName }: ObservedDelivery): Attributes {
  return { [ATTRIBUTE.system]: SYSTEM, [ATTRIBUTE.destination]: queueName };
}

function operationOn(delivery: ObservedDelivery): Attributes {
  return { ...queueOf(delivery), [ATTRIBUTE.operationName]: OPERATION };
}
