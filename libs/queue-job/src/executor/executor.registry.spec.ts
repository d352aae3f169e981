import { Inject, Injectable } from '@nestjs/common';
import { IsInt, IsString } from 'class-validator';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { InvalidPayloadError } from '../message/errors/invalid-payload.error.js';
import { UnknownEventTypeError } from '../message/errors/unknown-event-type.error.js';
import { LockService } from '../lock/lock-service.js';
import { MemoryLockService } from '../lock/memory/memory-lock-service.js';
import { messageOf } from '../message/message.fixture.js';
import type { QueueMessage } from '../message/queue-message.js';
import { ConfigurationError } from '../options/configuration.error.js';
import { FirstExecutor, registryOf } from './executor.fixture.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';

const { signal } = new AbortController();

class CreateGuardian {
  @IsString()
  readonly name!: string;

  @IsInt()
  readonly strength: number = 1;
}

@QueueMessageExecutor({ type: 'created' })
class CreatedExecutor extends FirstExecutor {}

@QueueMessageExecutor({ type: ['renamed', 'deleted'] })
class ChangedExecutor extends FirstExecutor {}

describe('ExecutorRegistry.choose', () => {
  it.each([
    ['created', 'CreatedExecutor'],
    ['renamed', 'ChangedExecutor'],
    ['deleted', 'ChangedExecutor'],
    ['armed', 'FirstExecutor'],
    ['Created', 'FirstExecutor'],
    [' created', 'FirstExecutor'],
    ['', 'FirstExecutor'],
    ['constructor', 'FirstExecutor'],
    ['__proto__', 'FirstExecutor'],
    ['undefined', 'FirstExecutor'],
    [undefined, 'FirstExecutor'],
  ])('has %j taken by %s', async (type, name) => {
    const registry = await registryOf([CreatedExecutor, FirstExecutor, ChangedExecutor]);

    expect(registry.choose({ type }).name).toBe(name);
  });

  it.each(['armed', 'constructor', '__proto__', '', undefined])(
    'has %j taken by nobody where there is no default executor, and names the types it knows',
    async (type) => {
      const registry = await registryOf([CreatedExecutor, ChangedExecutor]);

      expect(() => registry.choose({ type })).toThrow(
        new UnknownEventTypeError(type, ['created', 'renamed', 'deleted']),
      );
    },
  );

  it('takes everything for the only executor, which has no type', async () => {
    const registry = await registryOf([FirstExecutor]);

    expect(registry.choose({ type: 'created' })).toBe(registry.choose({ type: undefined }));
  });

  it('chooses by a type that has the name of something else', async () => {
    @QueueMessageExecutor({ type: ['constructor', '__proto__'] })
    class Odd extends FirstExecutor {}
    const registry = await registryOf([Odd]);

    expect(registry.choose({ type: 'constructor' }).name).toBe('Odd');
    expect(registry.choose({ type: '__proto__' }).name).toBe('Odd');
    expect(() => registry.choose({ type: 'toString' })).toThrow(UnknownEventTypeError);
  });

  it('does not load executors of which it is unclear which one is meant', async () => {
    await expect(registryOf([FirstExecutor, CreatedExecutor, CreatedRival])).rejects.toThrow(
      ConfigurationError,
    );
  });
});

@QueueMessageExecutor({ type: 'created' })
class CreatedRival extends FirstExecutor {}

describe('ExecutorRegistry.load', () => {
  @QueueMessageExecutor({ singleton: 'name' })
  class Singleton extends FirstExecutor {}

  it.each([
    ['makes locks ready for an executor that asks for them', Singleton, 1],
    ['needs no locks where no executor asks for them', FirstExecutor, 0],
  ])('%s', async (_, executor, times) => {
    const locks = new MemoryLockService();
    const open = vi.spyOn(locks, 'open');

    await registryOf([executor, { provide: LockService, useValue: locks }]);

    expect(open).toHaveBeenCalledTimes(times);
  });
});

describe('an executor of ExecutorRegistry', () => {
  /** What `execute` was called with. */
  const called = vi.fn<(message: QueueMessage, signal: AbortSignal) => void>();

  it('is called as it is, with what it is given, when it declares no payload', async () => {
    @Injectable()
    class Guardians {
      readonly names: string[] = [];
    }
    @QueueMessageExecutor()
    class Executor {
      constructor(@Inject(Guardians) private readonly guardians: Guardians) {}
      execute(message: QueueMessage<string>, signal: AbortSignal): void {
        this.guardians.names.push(message.body);
        called(message, signal);
      }
    }
    const registry = await registryOf([Guardians, Executor]);
    const message = messageOf('Athena');

    await registry.choose(message).execute(message, signal);

    expect(called).toHaveBeenCalledExactlyOnceWith(message, signal);
    expect(called.mock.calls[0]?.[0]).toBe(message);
    called.mockClear();
  });

  it('is given the payload it declares, and all else as it was', async () => {
    @QueueMessageExecutor({ payload: CreateGuardian })
    class Executor {
      execute(message: QueueMessage<CreateGuardian>, signal: AbortSignal): void {
        called(message, signal);
      }
    }
    const registry = await registryOf([Executor]);
    const message = messageOf({ name: 'Athena' });

    await registry.choose(message).execute(message, signal);

    const [given, abort] = called.mock.calls[0]!;
    expect(given).toEqual({ ...message, body: { name: 'Athena', strength: 1 } });
    expect(given.body).toBeInstanceOf(CreateGuardian);
    expect(message.body).toEqual({ name: 'Athena' });
    expect(abort).toBe(signal);
    called.mockClear();
  });

  it('is given what its schema makes of the body', async () => {
    const schema = z.object({ born: z.iso.date().transform((text) => new Date(text)) });
    @QueueMessageExecutor({ type: 'born', payload: schema })
    class Executor {
      execute(message: QueueMessage<{ born: Date }>, signal: AbortSignal): void {
        called(message, signal);
      }
    }
    const registry = await registryOf([Executor]);

    await registry.choose({ type: 'born' }).execute(messageOf({ born: '2026-01-02' }), signal);

    expect(called.mock.calls[0]?.[0].body).toEqual({ born: new Date('2026-01-02') });
    called.mockClear();
  });

  it.each([{}, { name: 7 }, 'Athena', null])(
    'is not called with a body that is not its payload: %j',
    async (body) => {
      @QueueMessageExecutor({ payload: CreateGuardian })
      class Executor {
        execute(message: QueueMessage<CreateGuardian>, signal: AbortSignal): void {
          called(message, signal);
        }
      }
      const registry = await registryOf([Executor]);
      const message = messageOf<unknown>(body);

      const executed = registry.choose(message).execute(message, signal);

      await expect(executed).rejects.toThrow(InvalidPayloadError);
      expect(called).not.toHaveBeenCalled();
    },
  );

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('The forge is cold.');
      },
    ],
    ['rejects', () => Promise.reject(new Error('The forge is cold.'))],
  ])('rejects with what it %s', async (_, work) => {
    @QueueMessageExecutor()
    class Executor {
      execute(): Promise<void> {
        return work() as Promise<void>;
      }
    }
    const registry = await registryOf([Executor]);

    const executed = registry.choose({ type: undefined }).execute(messageOf({}), signal);

    await expect(executed).rejects.toThrow('The forge is cold.');
  });
});

describe('What an executor throws', () => {
  const throws = (): never => {
    throw new Error('broken');
  };

  it.each([
    ['as it is', new Error('out of weapons'), 'Error: out of weapons'],
    ['as it is, if it is none', 'out of weapons', 'out of weapons'],
    [
      'as another one, if it cannot be looked at',
      new Proxy(new Error('a'), { getPrototypeOf: throws }),
      'Error: What was thrown cannot be told: looking at it throws an error.',
    ],
  ])('is thrown %s', async (_, error, expected) => {
    @QueueMessageExecutor()
    class FailingExecutor {
      execute(): void {
        throw error;
      }
    }
    const registry = await registryOf([FailingExecutor]);
    const executor = registry.choose({ type: undefined });

    const thrown: unknown = await executor
      .execute(messageOf({}), signal)
      .catch((reason: unknown) => reason);

    expect(String(thrown)).toBe(expected);
  });
});
