import type {
  MessageQueue,
  ReceivedMessage,
} from '../../../libs/queue-job/dist/queue/message-queue.js';
import { QueueService } from '../../../libs/queue-job/dist/queue/message-queue.js';

const TEXT = JSON.stringify({ type: 'guardian.create', name: 'Groot', age: 12, planet: 'X' });

/** A queue in this process that costs next to nothing, so that what is left is the library. */
export class EndlessQueue implements MessageQueue {
  readonly name = 'guardian-events';
  #made = 0;

  receive({ maxMessages }: { readonly maxMessages: number }): Promise<ReceivedMessage[]> {
    const now = new Date();
    const message = () => ({
      id: String(++this.#made),
      popReceipt: 'receipt',
      text: TEXT,
      dequeueCount: 1,
      insertedOn: now,
      expiresOn: now,
    });
    // Not at once: an event loop that never turns is nobody's.
    return new Promise((resolve) => {
      setImmediate(() => resolve(Array.from({ length: maxMessages }, message)));
    });
  }

  renew({ id }: { readonly id: string }): Promise<{ id: string; popReceipt: string }> {
    return Promise.resolve({ id, popReceipt: 'receipt' });
  }

  release = () => Promise.resolve();
  complete = () => Promise.resolve();
  send = () => Promise.reject(new Error('Nothing is poisoned here.'));
}

/** An account that has nothing but such queues. */
export class EndlessQueueService extends QueueService {
  getQueue(): MessageQueue {
    return new EndlessQueue();
  }
}
