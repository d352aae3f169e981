import type { QueueJobModuleOptions } from '../options/queue-job-module-options.interface.js';

/** The settings of a job that count for sending; each means the same, and comes from the same files and variables. */
export type QueueSenderModuleOptions = Pick<
  QueueJobModuleOptions,
  | 'queueName'
  | 'connectionString'
  | 'accountName'
  | 'storageAccountUriFormat'
  | 'authenticationScheme'
  | 'messageEncoding'
  | 'eventFormat'
  | 'eventSource'
  | 'eventTypeField'
>;

/** Which queues a service sends to. */
export interface QueueSenderModuleExtras {
  /**
   * The queues for which there is a sender each, to be injected with `@InjectQueueSender(name)`. Without any, `QueueMessageSender`
   * itself can be injected, and sends to the queue of the setting `QueueName`.
   */
  readonly queues?: readonly string[];
}

/** Implemented by a class given to `QueueSenderModule.forRootAsync({ useClass })` or `{ useExisting }`. */
export interface QueueSenderOptionsFactory {
  /** Called once, when the application starts. What it throws ends the start. */
  createQueueSenderOptions(): QueueSenderModuleOptions | Promise<QueueSenderModuleOptions>;
}
