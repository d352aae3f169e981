import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { lockKey, type LockValue } from '../lock/lock-key.js';
import { LockError } from '../lock/errors/lock.error.js';
import { LockService, type Lock } from '../lock/lock-service.js';
import { forwardAbort } from '../forward-abort.js';
import type { QueueMessage } from '../message/queue-message.js';
import { valueAt } from '../message/value-at.js';
import { QueueJobOptions } from '../options/queue-job-options.js';
import { MissingSingletonKeyError } from './errors/missing-singleton-key.error.js';
import { SingletonBusyError } from './errors/singleton-busy.error.js';

/** In milliseconds: the pause after a first try to get a lock, doubled after every further one up to the last. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 2_000;

type Call = (message: QueueMessage, signal: AbortSignal) => Promise<void>;

/** Puts a call under a lock, so that of all messages with one value in one place at most one is executed at a time. */
@Injectable()
export class SingletonCall {
  constructor(
    private readonly locks: LockService,
    private readonly options: QueueJobOptions,
    private readonly clock: Clock,
  ) {}

  /** @throws ConfigurationError when what locks need is not there */
  async open(): Promise<void> {
    await this.locks.open();
  }

  create(path: string, call: Call): Call {
    const names = path.split('.');
    return async (message, signal) => {
      const value = valueAt(message.body, names);
      if (!isLockValue(value)) throw new MissingSingletonKeyError(path);
      const lock = await this.#wait(lockKey(message.queueName, path, value), path, signal);
      const abort = new AbortController();
      const stopListening = forwardAbort([signal, lock.lost], abort);
      try {
        signal.throwIfAborted();
        await call(message, abort.signal);
      } catch (error) {
        // What an executor throws because it was aborted says less than why it was.
        throw lock.lost.aborted && !signal.aborted ? lock.lost.reason : error;
      } finally {
        stopListening();
        await lock.release();
      }
    };
  }

  async #wait(key: string, path: string, signal: AbortSignal): Promise<Lock> {
    const deadline = this.clock.now() + this.options.singletonWait.milliseconds;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      const answer = await this.#acquire(key);
      if (answer !== undefined && !(answer instanceof LockError)) return answer;
      const rest = deadline - this.clock.now();
      if (rest <= 0) throw new SingletonBusyError(path, answer);
      await this.#pause(Math.min(pause, rest), signal);
      signal.throwIfAborted();
    }
  }

  /** A fault of storage is as if the lock were held: it is no fault of the message. */
  async #acquire(key: string): Promise<Lock | LockError | undefined> {
    try {
      return await this.locks.acquire(key);
    } catch (error) {
      if (error instanceof LockError) return error;
      throw error;
    }
  }

  /** Resolves when the time is over or the signal is aborted. */
  #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.clock.schedule(milliseconds, end);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    });
  }
}

function isLockValue(value: unknown): value is LockValue {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
