import { Clock, type Cancel } from '../clock/clock.js';
import { LockService, type Lock } from '../lock/lock-service.js';
import { MemoryLockService } from '../lock/memory/memory-lock-service.js';
import { QueueService, type MessageQueue } from '../queue/message-queue.js';

/** What all processes of a test share. */
export interface World {
  readonly clock: Clock;
  readonly queues: QueueService;
  readonly locks: MemoryLockService;
}

/**
 * What the library in one process has of the world: a clock, queues and locks that it shares with the other processes of the test,
 * until it is paused. A process that is never resumed has crashed.
 */
export class TestProcess {
  readonly clock: Clock = new ProcessClock(this);
  readonly queues: QueueService = new ProcessQueues(this);
  readonly locks: LockService;
  #gate: PromiseWithResolvers<void> | undefined;
  readonly #overdue = new Set<() => void>();

  constructor(readonly world: World) {
    this.locks = new ProcessLocks(this, new MemoryLockService(this.clock, world.locks));
  }

  pause(): void {
    this.#gate ??= Promise.withResolvers();
  }

  resume(): void {
    this.#gate?.resolve();
    this.#gate = undefined;
    for (const callback of this.#overdue) callback();
    this.#overdue.clear();
  }

  /** Calls back now, or when the process is resumed. */
  call(callback: () => void): Cancel {
    if (this.#gate === undefined) callback();
    else this.#overdue.add(callback);
    return () => void this.#overdue.delete(callback);
  }

  /** Goes on with what is asked of the world, and with its answer, only while the process goes on. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    await this.#gate?.promise;
    try {
      return await question();
    } finally {
      await this.#gate?.promise;
    }
  }
}

class ProcessClock extends Clock {
  readonly #process: TestProcess;

  constructor(process: TestProcess) {
    super();
    this.#process = process;
  }

  now(): number {
    return this.#process.world.clock.now();
  }

  schedule(milliseconds: number, callback: () => void): Cancel {
    let cancelCall: Cancel = () => {};
    const cancel = this.#process.world.clock.schedule(milliseconds, () => {
      cancelCall = this.#process.call(callback);
    });
    return () => {
      cancel();
      cancelCall();
    };
  }
}

class ProcessQueues extends QueueService {
  readonly #process: TestProcess;

  constructor(process: TestProcess) {
    super();
    this.#process = process;
  }

  getQueue(name: string): MessageQueue {
    const { world } = this.#process;
    const queue = world.queues.getQueue(name);
    const ask = <T>(question: () => Promise<T>) => this.#process.ask(question);
    return {
      name,
      receive: (options) => ask(() => queue.receive(options)),
      renew: (message, lease, options) => ask(() => queue.renew(message, lease, options)),
      release: (message, delay) => ask(() => queue.release(message, delay)),
      complete: (message) => ask(() => queue.complete(message)),
      send: (text, options) => ask(() => queue.send(text, options)),
    };
  }
}

class ProcessLocks extends LockService {
  readonly #process: TestProcess;
  readonly #locks: LockService;

  constructor(process: TestProcess, locks: LockService) {
    super();
    this.#process = process;
    this.#locks = locks;
  }

  async acquire(key: string): Promise<Lock | undefined> {
    const lock = await this.#process.ask(() => this.#locks.acquire(key));
    return lock && { lost: lock.lost, release: () => this.#process.ask(() => lock.release()) };
  }
}
