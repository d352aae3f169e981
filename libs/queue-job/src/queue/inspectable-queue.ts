import type { MessageQueue, QueueService, ReceivedMessage } from './message-queue.js';

/** A message as it is seen without being received: nobody is kept from it, and nothing is counted. */
export type PeekedMessage = Omit<ReceivedMessage, 'popReceipt'>;

/** What the service knows of a queue. */
export interface QueueProperties {
  /** How many messages there are, visible or not, as far as the service knows. */
  readonly approximateCount: number;
  /** What time the service has. */
  readonly serverTime: Date;
}

/** A queue, as far as tools that look after it use it: the port of a job, and looking without touching. */
export interface InspectableQueue extends MessageQueue {
  /** Where it is, without any secret; absent when that is no address on a network. */
  readonly address: string | undefined;

  /** Shows the first visible messages, at most 32; none of a queue that is missing. */
  peek(maxMessages: number): Promise<PeekedMessage[]>;

  /** Tells what the service knows of the queue; `undefined` when it is missing. */
  properties(): Promise<QueueProperties | undefined>;
}

/** The storage account, for such tools. */
export interface InspectableQueueService extends QueueService {
  /** The queue with that name, whether it is there or not. */
  getQueue(name: string): InspectableQueue;
}
