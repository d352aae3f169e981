// What an application needs.
export { QueueJobFactory, type QueueJobFactoryOptions } from './queue-job.factory.js';
export { QueueJobModule } from './queue-job.module.js';
export { QueueMessageExecutor } from './executor/queue-message-executor.decorator.js';
export type { IQueueMessageExecutor } from './executor/queue-message-executor.interface.js';
export type { QueueMessage } from './message/queue-message.js';
export { PoisonMessageError } from './delivery/errors/poison-message.error.js';
export {
  RetryMessageError,
  type RetryMessageErrorOptions,
} from './delivery/errors/retry-message.error.js';

// Its settings.
export type {
  QueueJobModuleOptions,
  QueueJobOptionsFactory,
} from './options/queue-job-module-options.interface.js';
export {
  QueueJobOptions,
  type CredentialName,
  type EncodingName,
} from './options/queue-job-options.js';
export { Duration, type DurationInput } from './options/duration.js';

// How a run ended.
export { QueueJobRunner } from './runner/queue-job.runner.js';
export { EXIT_CODE } from './runner/exit-code.js';
export type { RunReport } from './runner/run-report.js';
export type { DeliveryReport } from './delivery/delivery-report.js';
export type { FailedOutcome, Outcome } from './outcome.js';

// What can be thrown, and the reasons of an executor's signal.
export { QueueJobError } from './queue-job.error.js';
export { ConfigurationError, type ConfigurationFault } from './options/configuration.error.js';
export { UndecodableMessageError } from './message/undecodable-message.error.js';
export { ExecutionTimeoutError } from './delivery/errors/execution-timeout.error.js';
export { ShutdownError } from './delivery/errors/shutdown.error.js';
export { LeaseLostError } from './queue/errors/lease-lost.error.js';
export { MessageTooLargeError } from './queue/errors/message-too-large.error.js';
export { QueueAccessError } from './queue/errors/queue-access.error.js';
export { QueueError, type QueueErrorContext } from './queue/errors/queue.error.js';
export { QueueUnavailableError } from './queue/errors/queue-unavailable.error.js';
