/**
 * Names that spans and metrics bear. Those of OpenTelemetry's conventions for messaging are still in development, and kept here by
 * their text: the package that holds them changes them with minor versions.
 *
 * @see https://github.com/open-telemetry/semantic-conventions/blob/v1.45.0/docs/messaging/messaging-spans.md
 * @see https://github.com/open-telemetry/semantic-conventions/blob/v1.45.0/docs/messaging/messaging-metrics.md
 * @see https://github.com/open-telemetry/semantic-conventions/blob/v1.45.0/docs/registry/attributes/error.md
 */
export const ATTRIBUTE = {
  system: 'messaging.system.name',
  operationName: 'messaging.operation.name',
  operationType: 'messaging.operation.type',
  destination: 'messaging.destination.name',
  messageId: 'messaging.message.id',
  errorType: 'error.type',

  // What the conventions have no name for.
  dequeueCount: 'queue_job.dequeue_count',
  eventType: 'queue_job.event.type',
  executor: 'queue_job.executor',
  outcome: 'queue_job.outcome',
  redelivered: 'queue_job.redelivered',
} as const;

export const METRIC = {
  processDuration: 'messaging.process.duration',
  consumed: 'messaging.client.consumed.messages',

  deliveries: 'queue_job.deliveries',
  renewals: 'queue_job.lease.renewals',
  latency: 'queue_job.queue.latency',
} as const;

/** The conventions name no Azure Storage Queue, and allow a name of one's own; it is formed like `azure.servicebus`. */
export const SYSTEM = 'azure.storagequeues';

export const OPERATION = 'process';

/** What `error.type` says of an error without a usable name of its own. */
export const OTHER_ERROR = '_OTHER';
