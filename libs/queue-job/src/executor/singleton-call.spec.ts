import { describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../clock/manual-clock.js';
import { LockError } from '../lock/errors/lock.error.js';
import { LockLostError } from '../lock/errors/lock-lost.error.js';
import { lockKey } from '../lock/lock-key.js';
import { MemoryLockService } from '../lock/memory/memory-lock-service.js';
import { messageOf } from '../message/message.fixture.js';
import { configurationErrorOf, resolve } from '../options/options.fixture.js';
import { MissingSingletonKeyError } from './errors/missing-singleton-key.error.js';
import { SingletonBusyError } from './errors/singleton-busy.error.js';
import { explorerOf } from './executor.fixture.js';
import { unusableSingleton } from './executor.messages.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';
import { SingletonCall } from './singleton-call.js';

const GROOT = messageOf({ guardian: { id: 'Groot' } });
const KEY = lockKey(GROOT.queueName, 'guardian.id', 'Groot');

/** A job whose executor is a singleton by `guardian.id`, and what it has called. */
function singleton(singletonWait: string | number = 0) {
  const clock = new ManualClock();
  const locks = new MemoryLockService(clock);
  const call = vi.fn<(message: unknown, signal: AbortSignal) => Promise<void>>(async () => {});
  const execute = new SingletonCall(locks, resolve({ singletonWait }), clock).create(
    'guardian.id',
    call,
  );
  const start = (message = GROOT, signal = new AbortController().signal) => {
    const execution = execute(message, signal);
    execution.catch(() => {});
    return execution;
  };
  return { clock, locks, call, start };
}

describe('SingletonCall', () => {
  it('calls the executor while it holds the lock, and releases it then', async () => {
    const { locks, call, start } = singleton();
    const seen: unknown[] = [];
    call.mockImplementation(async () => void seen.push(await locks.acquire(KEY)));

    await start();

    expect(seen).toEqual([undefined]);
    expect(await locks.acquire(KEY)).toBeDefined();
  });

  it('releases the lock of an executor that fails, and passes its error on', async () => {
    const { locks, call, start } = singleton();
    const error = new Error('out of weapons');
    call.mockRejectedValue(error);

    await expect(start()).rejects.toBe(error);

    expect(await locks.acquire(KEY)).toBeDefined();
  });

  it('does not call the executor when somebody else holds the lock', async () => {
    const { locks, call, start } = singleton();
    await locks.acquire(KEY);

    await expect(start()).rejects.toThrow(SingletonBusyError);

    expect(call).not.toHaveBeenCalled();
  });

  it('calls it for another value meanwhile', async () => {
    const { locks, call, start } = singleton();
    await locks.acquire(KEY);

    await start(messageOf({ guardian: { id: 'Rocket' } }));

    expect(call).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['is missing', {}],
    ['is null', { guardian: { id: null } }],
    ['is an object', { guardian: { id: {} } }],
    ['is a list', { guardian: { id: ['Groot'] } }],
    ['is inherited', { guardian: Object.create({ id: 'Groot' }) as unknown }],
    ['lies in a text', 'Groot'],
  ])('gives up a message whose value %s', async (_what, body) => {
    const { call, start } = singleton();

    await expect(start(messageOf(body) as never)).rejects.toThrow(MissingSingletonKeyError);

    expect(call).not.toHaveBeenCalled();
  });

  it.each(['', 0, false])('takes %j for a value', async (id) => {
    const { call, start } = singleton();

    await start(messageOf({ guardian: { id } }) as never);

    expect(call).toHaveBeenCalledTimes(1);
  });

  it('waits for the lock as long as SingletonWait says', async () => {
    const { clock, locks, call, start } = singleton('10s');
    const other = await locks.acquire(KEY);
    const execution = start();

    await clock.advance(9_000);
    await other?.release();
    await clock.advance(1_000);

    await execution;
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('waits no longer, and asks less and less often', async () => {
    const { clock, locks, call, start } = singleton('10s');
    await locks.acquire(KEY);
    const acquire = vi.spyOn(locks, 'acquire');
    const asked: number[] = [];
    const since = clock.now();
    acquire.mockImplementation(async () => void asked.push(clock.now() - since));
    const execution = start();

    await clock.advance(10_000);

    await expect(execution).rejects.toThrow(SingletonBusyError);
    expect(asked).toEqual([0, 250, 750, 1_750, 3_750, 5_750, 7_750, 9_750, 10_000]);
    expect(call).not.toHaveBeenCalled();
  });

  it('stops waiting when its signal is aborted', async () => {
    const { clock, locks, call, start } = singleton('1h');
    await locks.acquire(KEY);
    const abort = new AbortController();
    const execution = start(GROOT, abort.signal);
    await clock.advance(10_000);

    abort.abort(new Error('shutdown'));

    await expect(execution).rejects.toThrow('shutdown');
    expect(call).not.toHaveBeenCalled();
  });

  it('releases a lock that it gets after its signal was aborted', async () => {
    const { locks, call, start } = singleton();

    const execution = start(GROOT, AbortSignal.abort(new Error('shutdown')));

    await expect(execution).rejects.toThrow('shutdown');
    expect(call).not.toHaveBeenCalled();
    expect(await locks.acquire(KEY)).toBeDefined();
  });

  it('takes storage that fails for a lock that is held, and tells why', async () => {
    const { locks, start } = singleton();
    const cause = new LockError('The container of locks cannot be reached.');
    vi.spyOn(locks, 'acquire').mockRejectedValue(cause);

    const error = await start().catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(SingletonBusyError);
    expect(error).toMatchObject({ cause, message: expect.stringContaining(cause.message) });
  });

  it('aborts the executor when the lock is lost, and tells that in its place', async () => {
    const { clock, locks, call, start } = singleton();
    call.mockImplementation(
      (_message, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    );
    const execution = start();
    await clock.advance(1_000);
    locks.breakLease(KEY);

    await clock.advance(20_000);

    await expect(execution).rejects.toThrow(LockLostError);
  });
});

describe('ExecutorExplorer', () => {
  it.each(['', 'guardian.', '.id', 'guardian..id', 'guardian id', 7])(
    'refuses the singleton %j',
    async (path) => {
      @QueueMessageExecutor({ singleton: path as string })
      class Executor {
        execute(): void {}
      }
      const explorer = await explorerOf([Executor]);

      const { faults } = configurationErrorOf(() => explorer.explore());

      expect(faults).toEqual([{ subject: 'Executor', fault: unusableSingleton(path) }]);
    },
  );
});
