import type { Clock } from '../clock/clock.js';
import type { ExecutorDirectory } from '../executor/executor.interface.js';
import type { Log } from '../log.js';
import type { QueueJobOptions } from '../options/queue-job-options.js';
import type { MessageQueue } from '../queue/message-queue.js';
import type { ObserveDelivery } from './delivery-observer.js';

/** What every delivery of a run shares. */
export interface DeliveryContext {
  readonly queue: MessageQueue;
  readonly poisonQueue: MessageQueue;
  readonly options: QueueJobOptions;
  readonly executors: ExecutorDirectory;
  readonly clock: Clock;
  readonly log: Log;
  readonly observe: ObserveDelivery;
}
