/**
 * A job in NestJS: its module, its executors, what sends to it, and what becomes of its messages.
 *
 * @module nestjs-queue-job
 */

// What an application needs.
export { QueueJobFactory, type QueueJobFactoryOptions } from './queue-job.factory.js';
export { QueueJobModule } from './queue-job.module.js';
export { QueueMessageExecutor } from './executor/queue-message-executor.decorator.js';
export type { IQueueMessageExecutor } from './executor/queue-message-executor.interface.js';
export type { ExecutorOptions, Payload } from './executor/executor-options.js';
export type { QueueMessage } from './message/queue-message.js';
export { PoisonMessageError } from './message/errors/poison-message.error.js';
export {
  RetryMessageError,
  type RetryMessageErrorOptions,
} from './delivery/errors/retry-message.error.js';

// What sends to it.
export { QueueSenderModule } from './sender/queue-sender.module.js';
export type {
  QueueSenderModuleExtras,
  QueueSenderModuleOptions,
  QueueSenderOptionsFactory,
} from './sender/queue-sender-module-options.interface.js';
export {
  QueueMessageSender,
  type EventData,
  type EventType,
  type SendEventOptions,
  type SenderSettings,
} from './sender/queue-message-sender.js';
export type { SendMessageOptions } from './sender/send-options.js';
export type { EventOptions } from './sender/event-options.js';
export type { EventSettings } from './sender/write-event.js';
export { InjectQueueSender, queueSenderToken } from './sender/inject-queue-sender.decorator.js';
export type { SentMessage } from './queue/message-queue.js';

// Its settings.
export type {
  QueueJobModuleOptions,
  QueueJobOptionsFactory,
} from './options/queue-job-module-options.interface.js';
export {
  QueueJobOptions,
  type CredentialName,
  type EncodingName,
  type EventFormatName,
  type PoisonFormatName,
} from './options/queue-job-options.js';
export { Duration, type DurationInput } from './options/duration.js';
export {
  exponentialBackoff,
  type ExponentialBackoff,
  type FailedDelivery,
  type RetryPolicy,
} from './options/retry-policy.js';

// How a run ended.
export { QueueJobRunner } from './runner/queue-job.runner.js';
export { EXIT_CODE } from './runner/exit-code.js';
export type { RunReport } from './runner/run-report.js';
export type { RunProgress } from './runner/run-progress.js';
export type { DeliveryReport } from './delivery/delivery-report.js';
export type { FailedOutcome, Outcome } from './outcome.js';

// What happens in it, to be logged, traced and listened to.
export { OnDelivery } from './telemetry/on-delivery.decorator.js';
export type {
  DeliveryEnded,
  DeliveryEvent,
  DeliveryEventName,
  DeliveryReceived,
} from './telemetry/delivery-event.js';
export { deliveryLogFields, type DeliveryLogFields } from './telemetry/delivery-log-fields.js';
export type { TraceContext } from './message/trace-context.js';

// What lies in the poison queue with `PoisonFormat: envelope`.
export { POISON_ENVELOPE, type PoisonEnvelope } from './delivery/poison-envelope.js';

// What can be thrown, and the reasons of an executor's signal.
export { QueueJobError } from './queue-job.error.js';
export { ConfigurationError, type ConfigurationFault } from './options/configuration.error.js';
export { InvalidPayloadError, type PayloadIssue } from './message/errors/invalid-payload.error.js';
export { UndecodableMessageError } from './message/errors/undecodable-message.error.js';
export { UnknownEventTypeError } from './message/errors/unknown-event-type.error.js';
export { UnsendableMessageError } from './sender/errors/unsendable-message.error.js';
export { MissingSingletonKeyError } from './executor/errors/missing-singleton-key.error.js';
export { SingletonBusyError } from './executor/errors/singleton-busy.error.js';
export { LockError, type LockErrorContext } from './lock/errors/lock.error.js';
export { LockLostError } from './lock/errors/lock-lost.error.js';
export { ExecutionTimeoutError } from './delivery/errors/execution-timeout.error.js';
export { ShutdownError } from './delivery/errors/shutdown.error.js';
export { LeaseLostError } from './queue/errors/lease-lost.error.js';
export { MessageTooLargeError } from './queue/errors/message-too-large.error.js';
export { QueueAccessError } from './queue/errors/queue-access.error.js';
export { QueueError, type QueueErrorContext } from './queue/errors/queue.error.js';
export { QueueUnavailableError } from './queue/errors/queue-unavailable.error.js';
