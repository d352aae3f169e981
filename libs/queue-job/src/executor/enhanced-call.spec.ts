import {
  ForbiddenException,
  Inject,
  Injectable,
  Scope,
  UseGuards,
  UseInterceptors,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
  type Provider,
} from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, ExternalContextCreator } from '@nestjs/core';
import { EMPTY, map, of, tap, throwError, type Observable } from 'rxjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { messageOf } from '../message/message.fixture.js';
import type { QueueMessage } from '../message/queue-message.js';
import { registryOf } from './executor.fixture.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';

const { signal } = new AbortController();
const message = messageOf({ name: 'Athena' });

/** What happened, in order. */
let events: string[] = [];
beforeEach(() => {
  events = [];
});

async function execute(...providers: Provider[]): Promise<void> {
  const registry = await registryOf(providers);
  await registry.choose({ type: undefined }).execute(message, signal);
}

class Working {
  execute(_message: QueueMessage, _signal: AbortSignal): void {
    events.push('execute');
  }
}

@Injectable()
class Names {
  readonly guard = 'guard';
}

/** Allows everything, by the help of what it injects. */
@Injectable()
class Guard implements CanActivate {
  constructor(@Inject(Names) private readonly names: Names) {}

  canActivate(): boolean {
    events.push(this.names.guard);
    return true;
  }
}

@Injectable()
class Refusing implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Injectable()
class Interceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    events.push('before');
    return next.handle().pipe(tap(() => events.push('after')));
  }
}

describe('an executor without enhancers', () => {
  it('is called directly', async () => {
    @QueueMessageExecutor()
    class Executor extends Working {}
    const create = vi.spyOn(ExternalContextCreator.prototype, 'create');

    await execute(Executor, Guard, Names, Interceptor);

    expect(events).toEqual(['execute']);
    expect(create).not.toHaveBeenCalled();
    create.mockRestore();
  });

  it('is called directly where another executor has some', async () => {
    @QueueMessageExecutor()
    class Executor extends Working {}
    @QueueMessageExecutor({ type: 'guarded' })
    @UseGuards(Refusing)
    class Guarded extends Working {}

    await execute(Executor, Guarded);

    expect(events).toEqual(['execute']);
  });
});

describe('guards and interceptors', () => {
  @QueueMessageExecutor()
  class Plain extends Working {}

  @QueueMessageExecutor()
  @UseGuards(Guard)
  @UseInterceptors(Interceptor)
  class OnClass extends Working {}

  @QueueMessageExecutor()
  class OnMethod extends Working {
    @UseGuards(Guard)
    @UseInterceptors(Interceptor)
    override execute(...args: Parameters<Working['execute']>): void {
      super.execute(...args);
    }
  }

  @QueueMessageExecutor()
  class Inheriting extends OnMethod {}

  it.each<[string, Provider[]]>([
    ['of the class', [OnClass]],
    ['of the class, which is provided under a token', [{ provide: 'A', useClass: OnClass }]],
    ['of the method', [OnMethod]],
    ['of the method that is inherited', [Inheriting]],
    [
      'of the whole application',
      [
        Plain,
        { provide: APP_GUARD, useClass: Guard },
        { provide: APP_INTERCEPTOR, useClass: Interceptor },
      ],
    ],
    [
      'of the whole application, by another name',
      [
        Plain,
        Guard,
        { provide: APP_GUARD, useExisting: Guard },
        { provide: APP_INTERCEPTOR, useFactory: () => new Interceptor() },
      ],
    ],
  ])('work: those %s', async (_, providers) => {
    await execute(Names, ...providers);

    expect(events).toEqual(['guard', 'before', 'execute', 'after']);
  });

  it('work in the order application, class, method', async () => {
    const guard = (name: string): CanActivate => ({
      canActivate: () => events.push(name) > 0,
    });
    @QueueMessageExecutor()
    @UseGuards(guard('class'))
    class Executor extends Working {
      @UseGuards(guard('method'))
      override execute(): void {}
    }

    await execute(Executor, { provide: APP_GUARD, useValue: guard('application') });

    expect(events).toEqual(['application', 'class', 'method']);
  });

  it('are made whole when they are transient', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Transient extends Guard {}
    @QueueMessageExecutor()
    @UseGuards(Transient)
    class Executor extends Working {}

    await execute(Names, Executor, { provide: APP_GUARD, useClass: Transient });

    expect(events).toEqual(['guard', 'guard', 'execute']);
  });

  it.each<[string, boolean | Promise<boolean> | Observable<boolean>]>([
    ['a value', false],
    ['a promise', Promise.resolve(false)],
    ['an observable', of(false)],
  ])('make a failure of a refusal, told by %s', async (_, refusal) => {
    @QueueMessageExecutor()
    @UseGuards({ canActivate: () => refusal })
    class Executor extends Working {}

    await expect(execute(Executor)).rejects.toThrow(ForbiddenException);

    expect(events).toEqual([]);
  });

  it('make a failure of what they throw', async () => {
    const broken = new Error('broken');
    @QueueMessageExecutor()
    @UseInterceptors({ intercept: () => throwError(() => broken) })
    class Executor extends Working {}

    await expect(execute(Executor)).rejects.toBe(broken);
  });

  it('may end a delivery well without the executor', async () => {
    @QueueMessageExecutor()
    @UseInterceptors({ intercept: () => of('known already') })
    class Executor extends Working {}

    await expect(execute(Executor)).resolves.toBeUndefined();

    expect(events).toEqual([]);
  });

  it('fail when they end without a value', async () => {
    @QueueMessageExecutor()
    @UseInterceptors({ intercept: () => EMPTY })
    class Executor extends Working {}

    await expect(execute(Executor)).rejects.toThrow('no elements in sequence');
  });

  it('let through what the executor throws, or change it', async () => {
    const broken = new Error('broken');
    @QueueMessageExecutor()
    @UseInterceptors(Interceptor)
    class Executor {
      execute(): Promise<void> {
        return Promise.reject(broken);
      }
    }

    await expect(execute(Executor)).rejects.toBe(broken);
  });

  it('call the executor as the instance it is', async () => {
    @QueueMessageExecutor()
    @UseInterceptors({
      intercept: (_: unknown, next: CallHandler) => next.handle().pipe(map((x) => x)),
    })
    class Executor {
      readonly #secret = 'spear';
      execute(): void {
        events.push(this.#secret);
      }
    }

    await execute(Executor);

    expect(events).toEqual(['spear']);
  });
});
