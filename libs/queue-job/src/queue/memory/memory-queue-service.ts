import type { Clock } from '../../clock/clock.js';
import { SystemClock } from '../../clock/system-clock.js';
import type { InspectableQueueService } from '../inspectable-queue.js';
import { QueueService } from '../message-queue.js';
import { MemoryMessageQueue } from './memory-message-queue.js';

/** Queues that live in this process: for tests, true to the service by the contract suite both must pass. */
export class MemoryQueueService extends QueueService implements InspectableQueueService {
  readonly #clock: Clock;
  readonly #queues = new Map<string, MemoryMessageQueue>();

  constructor(clock: Clock = new SystemClock()) {
    super();
    this.#clock = clock;
  }

  /** The queue with that name, always the same. */
  getQueue(name: string): MemoryMessageQueue {
    let queue = this.#queues.get(name);
    if (queue === undefined) {
      queue = new MemoryMessageQueue(name, this.#clock);
      this.#queues.set(name, queue);
    }
    return queue;
  }
}
