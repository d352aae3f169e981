import {
  Inject,
  Injectable,
  Scope,
  UseGuards,
  type CanActivate,
  type Provider,
  type Type,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { describe, expect, it } from 'vitest';
import { configurationErrorOf } from '../options/options.fixture.js';
import { explorerOf, FirstExecutor, SecondExecutor } from './executor.fixture.js';
import {
  enhancersNeedClass,
  noExecuteMethod,
  noTypes,
  payloadWithoutRules,
  notSingleton,
  severalDefaults,
  severalForType,
  unreachableType,
  unusablePayload,
} from './executor.messages.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';

const ALL = '@QueueMessageExecutor()';

const faultsIn = async (providers: Provider[]) => {
  const explorer = await explorerOf(providers);
  return configurationErrorOf(() => explorer.explore()).faults;
};

@Injectable()
class Allowing implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

describe('types that ExecutorExplorer refuses', () => {
  it.each([
    ['one type each', 'created', 'created'],
    ['lists', ['created', 'renamed'], ['deleted', 'created']],
    ['one type and a list', 'created', ['renamed', 'created']],
  ])('refuses two executors for one type, given as %s', async (_, first, second) => {
    @QueueMessageExecutor({ type: first })
    class Eager extends FirstExecutor {}
    @QueueMessageExecutor({ type: second })
    class Lazy extends FirstExecutor {}

    const faults = await faultsIn([Eager, Lazy]);

    expect(faults).toEqual([{ subject: ALL, fault: severalForType('created', ['Eager', 'Lazy']) }]);
  });

  it.each(['', ' ', ' created', 'created\n', '\u00A0'])(
    'refuses a type that is blank or has blanks around it: %j',
    async (type) => {
      @QueueMessageExecutor({ type: ['renamed', type] })
      class Executor extends FirstExecutor {}

      const faults = await faultsIn([Executor]);

      expect(faults).toEqual([{ subject: 'Executor', fault: unreachableType(type) }]);
    },
  );

  it.each([7, null, false, { name: 'created' }])(
    'refuses a type that is no text: %j',
    async (type) => {
      @QueueMessageExecutor({ type: type as never })
      class Executor extends FirstExecutor {}
      @QueueMessageExecutor({ type: [type as never] })
      class Listing extends FirstExecutor {}

      const [first, second] = await faultsIn([Executor, Listing]);

      expect(first).toEqual({ subject: 'Executor', fault: unreachableType(type) });
      expect(second).toEqual({ subject: 'Listing', fault: unreachableType(type) });
    },
  );

  it('refuses an empty list of types, and does not take it for no type', async () => {
    @QueueMessageExecutor({ type: [] })
    class Executor extends FirstExecutor {}

    const faults = await faultsIn([Executor, SecondExecutor]);

    expect(faults).toEqual([{ subject: 'Executor', fault: noTypes() }]);
  });
});

describe('payloads that ExecutorExplorer refuses', () => {
  it.each([{}, 'CreateGuardian', null, 7, []])('refuses the payload %j', async (payload) => {
    @QueueMessageExecutor({ payload: payload as never })
    class Executor extends FirstExecutor {}

    const faults = await faultsIn([Executor]);

    expect(faults).toEqual([{ subject: 'Executor', fault: unusablePayload() }]);
  });
});

describe('payload classes that ExecutorExplorer refuses', () => {
  it.each([class CreateGuardian {}, Object, String])(
    'refuses %o, which has no rule: everything would go to the poison queue',
    async (payload) => {
      @QueueMessageExecutor({ payload: payload as Type<never> })
      class Executor extends FirstExecutor {}

      const faults = await faultsIn([Executor]);

      expect(faults).toEqual([{ subject: 'Executor', fault: payloadWithoutRules(payload.name) }]);
    },
  );
});

describe('enhancers that ExecutorExplorer refuses', () => {
  it('refuses an executor with a request-scoped guard on its class', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Guard extends Allowing {}
    @QueueMessageExecutor()
    @UseGuards(Guard)
    class Executor extends FirstExecutor {}

    const faults = await faultsIn([Executor]);

    expect(faults).toEqual([{ subject: 'Executor', fault: notSingleton() }]);
  });

  it('refuses an executor with a request-scoped guard on its method', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Guard extends Allowing {}
    @QueueMessageExecutor()
    class Executor {
      @UseGuards(Guard)
      execute(): void {}
    }

    const faults = await faultsIn([Executor]);

    expect(faults).toEqual([{ subject: 'Executor', fault: notSingleton() }]);
  });

  it('refuses an executor in an application with a request-scoped guard', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Guard extends Allowing {}

    const faults = await faultsIn([FirstExecutor, { provide: APP_GUARD, useClass: Guard }]);

    expect(faults).toEqual([{ subject: 'FirstExecutor', fault: notSingleton() }]);
  });

  it.each<[string, (Executor: Type) => object]>([
    ['a value', (Executor) => ({ useValue: new Executor() as unknown })],
    ['a factory', (Executor) => ({ useFactory: () => new Executor() as unknown })],
  ])('refuses a guard that Nest has to make, of an executor from %s', async (_, from) => {
    @QueueMessageExecutor()
    @UseGuards(Allowing)
    class Executor extends FirstExecutor {}
    @QueueMessageExecutor({ type: 'created' })
    @UseGuards(new Allowing())
    class Unaffected {
      execute(): void {}
    }

    const faults = await faultsIn([
      { provide: 'A', ...from(Executor) } as Provider,
      { provide: 'B', ...from(Unaffected) } as Provider,
    ]);

    expect(faults).toEqual([{ subject: 'Executor', fault: enhancersNeedClass() }]);
  });
});

describe('several faults', () => {
  it('are all told at once', async () => {
    @QueueMessageExecutor({ type: ['', 'created'], payload: {} as never })
    class Wrong {
      readonly execute = 'later' as never;
    }
    @QueueMessageExecutor({ type: 'created' })
    class Rival extends FirstExecutor {}
    @Injectable({ scope: Scope.REQUEST })
    class Tenant {}
    @QueueMessageExecutor({ type: 'created' })
    class Scoped extends FirstExecutor {
      constructor(@Inject(Tenant) readonly tenant: Tenant) {
        super();
      }
    }

    const faults = await faultsIn([Wrong, Rival, Tenant, Scoped, FirstExecutor, SecondExecutor]);

    expect(faults).toEqual([
      { subject: 'Wrong', fault: noExecuteMethod() },
      { subject: 'Wrong', fault: unreachableType('') },
      { subject: 'Wrong', fault: unusablePayload() },
      { subject: 'Scoped', fault: notSingleton() },
      { subject: ALL, fault: severalForType('created', ['Wrong', 'Rival', 'Scoped']) },
      { subject: ALL, fault: severalDefaults(['FirstExecutor', 'SecondExecutor']) },
    ]);
  });
});
