import {
  Catch,
  Inject,
  Injectable,
  UseFilters,
  UseGuards,
  UseInterceptors,
  type ArgumentsHost,
  type CallHandler,
  type ExceptionFilter,
  type Provider,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { IsString } from 'class-validator';
import { catchError, of } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { InvalidPayloadError } from '../message/errors/invalid-payload.error.js';
import { messageOf } from '../message/message.fixture.js';
import type { QueueMessage } from '../message/queue-message.js';
import { registryOf } from './executor.fixture.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';

const { signal } = new AbortController();
const message = messageOf({ name: 7 });

class ForgeError extends Error {}
class GuardianError extends Error {}

const cold = new ForgeError('The forge is cold.');

class Failing {
  execute(_message: QueueMessage): void {
    throw cold;
  }
}

async function execute(...providers: Provider[]): Promise<void> {
  const registry = await registryOf(providers);
  await registry.choose({ type: undefined }).execute(message, signal);
}

/** Catches everything and does what it is told. */
@Catch()
class Filter implements ExceptionFilter {
  readonly catch: (error: unknown, host: ArgumentsHost) => unknown;

  constructor(act: (error: unknown, host: ArgumentsHost) => unknown) {
    this.catch = vi.fn<typeof act>(act);
  }
}

function executorWith(filter: ExceptionFilter) {
  @QueueMessageExecutor()
  @UseFilters(filter)
  class Executor extends Failing {}
  return Executor;
}

@Injectable()
class Journal {
  readonly handled = true;
}

@Catch(ForgeError)
@Injectable()
class ForgeFilter implements ExceptionFilter {
  constructor(@Inject(Journal) private readonly journal: Journal) {}
  catch(): boolean {
    return this.journal.handled;
  }
}

describe('exception filters', () => {
  it.each<[string, () => Provider[]]>([
    [
      'of the class',
      () => {
        @QueueMessageExecutor()
        @UseFilters(ForgeFilter)
        class Executor extends Failing {}
        return [Executor];
      },
    ],
    [
      'of the method',
      () => {
        @QueueMessageExecutor()
        class Executor {
          @UseFilters(ForgeFilter)
          execute(): Promise<void> {
            return Promise.reject(cold);
          }
        }
        return [Executor];
      },
    ],
    [
      'of the application',
      () => {
        @QueueMessageExecutor()
        class Executor extends Failing {}
        return [Executor, { provide: APP_FILTER, useClass: ForgeFilter }];
      },
    ],
  ])('make a success of a failure they handle: those %s', async (_, providers) => {
    await expect(execute(Journal, ...providers())).resolves.toBeUndefined();
  });

  it.each([['handled'], [true], [0], [false], [''], [null]])(
    'have handled a failure when they return %j',
    async (value) => {
      await expect(execute(executorWith(new Filter(() => value)))).resolves.toBeUndefined();
      await expect(
        execute(executorWith(new Filter(() => Promise.resolve(value)))),
      ).resolves.toBeUndefined();
    },
  );

  it.each<[string, () => unknown]>([
    ['return nothing', () => undefined],
    ['return a promise of nothing', async () => {}],
    [
      'note it down, which takes its time',
      async () => {
        await Promise.resolve();
      },
    ],
  ])('have not handled a failure when they %s', async (_, act) => {
    const filter = new Filter(act);

    await expect(execute(executorWith(filter))).rejects.toBe(cold);
    expect(filter.catch).toHaveBeenCalledOnce();
  });

  it.each<[string, (error: unknown) => unknown]>([
    [
      'throw the error again',
      (error) => {
        throw error;
      },
    ],
    ['reject with the error', (error) => Promise.reject(error as Error)],
  ])('leave a failure a failure when they %s', async (_, act) => {
    await expect(execute(executorWith(new Filter(act)))).rejects.toBe(cold);
  });

  it('may make another error of it', async () => {
    const other = new GuardianError('No guardian will come.');
    const filter = new Filter(() => {
      throw other;
    });

    await expect(execute(executorWith(filter))).rejects.toBe(other);
  });

  it('are passed by an error they do not catch', async () => {
    @Catch(GuardianError)
    class Other extends Filter {}
    const filter = new Other(() => 'handled');

    await expect(execute(executorWith(filter))).rejects.toBe(cold);
    expect(filter.catch).not.toHaveBeenCalled();
  });

  it('are not asked about a success', async () => {
    const filter = new Filter(() => {
      throw new GuardianError('asked');
    });
    @QueueMessageExecutor()
    @UseFilters(filter)
    class Executor {
      execute(): void {}
    }

    await expect(execute(Executor)).resolves.toBeUndefined();
    expect(filter.catch).not.toHaveBeenCalled();
  });

  it('are asked in the order method, class, application', async () => {
    @Catch(ForgeError)
    class Forge extends Filter {}
    const [onMethod, onClass, onAll] = ['method', 'class', 'all'].map(
      (name) => new Forge(() => name),
    ) as [Forge, Forge, Forge];
    @QueueMessageExecutor()
    @UseFilters(onClass)
    class Executor {
      @UseFilters(onMethod)
      execute(): void {
        throw cold;
      }
    }

    await execute(Executor, { provide: APP_FILTER, useValue: onAll });

    expect(onMethod.catch).toHaveBeenCalledOnce();
    expect(onClass.catch).not.toHaveBeenCalled();
    expect(onAll.catch).not.toHaveBeenCalled();
  });

  it('are told of the message and the signal', async () => {
    const filter = new Filter(() => 'handled');

    await execute(executorWith(filter));

    const [error, host] = vi.mocked(filter.catch).mock.calls[0]!;
    expect(error).toBe(cold);
    expect(host.getType<string>()).toBe('queue-job');
    expect(host.getArgs()).toEqual([message, signal]);
    expect(host.getArgByIndex<QueueMessage>(0)).toBe(message);
  });

  it('are asked about what guards and interceptors refuse', async () => {
    const filter = new Filter(() => 'handled');
    @QueueMessageExecutor()
    @UseFilters(filter)
    @UseGuards({ canActivate: () => false })
    class Executor extends Failing {}

    await expect(execute(Executor)).resolves.toBeUndefined();
    expect(filter.catch).toHaveBeenCalledOnce();
  });

  it('are not asked about what an interceptor has handled', async () => {
    const filter = new Filter(() => undefined);
    @QueueMessageExecutor()
    @UseFilters(filter)
    @UseInterceptors({
      intercept: (_: unknown, next: CallHandler) =>
        next.handle().pipe(catchError(() => of(undefined))),
    })
    class Executor extends Failing {}

    await expect(execute(Executor)).resolves.toBeUndefined();
    expect(filter.catch).not.toHaveBeenCalled();
  });

  it('are not asked about a body that is not the payload: such a message is poison', async () => {
    class Payload {
      @IsString()
      readonly name!: string;
    }
    const filter = new Filter(() => 'handled');
    @QueueMessageExecutor({ payload: Payload })
    @UseFilters(filter)
    class Executor extends Failing {}

    await expect(execute(Executor)).rejects.toThrow(InvalidPayloadError);
    expect(filter.catch).not.toHaveBeenCalled();
  });

  it('keep apart deliveries that fail at the same time', async () => {
    const filter = new Filter(async () => {});
    @QueueMessageExecutor()
    @UseFilters(filter)
    class Executor {
      execute({ body }: QueueMessage): Promise<void> {
        return Promise.reject(new Error(String(body)));
      }
    }
    const executor = (await registryOf([Executor])).choose({ type: undefined });

    const results = await Promise.allSettled(
      ['first', 'second', 'third'].map((body) => executor.execute(messageOf(body), signal)),
    );

    expect(results.map((result) => (result as PromiseRejectedResult).reason as Error)).toEqual([
      new Error('first'),
      new Error('second'),
      new Error('third'),
    ]);
  });
});
