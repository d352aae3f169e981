import { Inject, Injectable, Module, Scope, type Provider } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { configurationErrorOf } from '../options/options.fixture.js';
import { explorerOf, FirstExecutor, SecondExecutor } from './executor.fixture.js';
import { noExecuteMethod, noExecutor, notSingleton, severalDefaults } from './executor.messages.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';

const faultsIn = async (...args: Parameters<typeof explorerOf>) => {
  const explorer = await explorerOf(...args);
  return configurationErrorOf(() => explorer.explore()).faults;
};

describe('an application that ExecutorExplorer refuses', () => {
  it('has no executor', async () => {
    const faults = await faultsIn([]);

    expect(faults).toEqual([{ subject: '@QueueMessageExecutor()', fault: noExecutor() }]);
  });

  it('does not take a class for an executor because the class it extends is one', async () => {
    class Executor extends FirstExecutor {}

    const faults = await faultsIn([Executor]);

    expect(faults).toEqual([{ subject: '@QueueMessageExecutor()', fault: noExecutor() }]);
  });

  it('does not take a class for an executor because it has the method', async () => {
    @Injectable()
    class Executor {
      execute(): void {}
    }

    const faults = await faultsIn([Executor]);

    expect(faults).toEqual([{ subject: '@QueueMessageExecutor()', fault: noExecutor() }]);
  });

  it('refuses two executors without a type and names them', async () => {
    const faults = await faultsIn([FirstExecutor, SecondExecutor]);

    expect(faults).toEqual([
      {
        subject: '@QueueMessageExecutor()',
        fault: severalDefaults(['FirstExecutor', 'SecondExecutor']),
      },
    ]);
    expect(faults[0]?.fault).toMatch(/^is without a type on 2 providers, FirstExecutor, Second/);
  });

  it('refuses two executors of which one extends the other', async () => {
    @QueueMessageExecutor()
    class Executor extends FirstExecutor {}

    const [fault] = await faultsIn([FirstExecutor, Executor]);

    expect(fault?.fault).toBe(severalDefaults(['FirstExecutor', 'Executor']));
  });

  it('refuses one executor that is provided by two modules', async () => {
    @Module({ providers: [FirstExecutor] })
    class Inner {}

    const [fault] = await faultsIn([FirstExecutor], { imports: [Inner] });

    expect(fault?.fault).toBe(severalDefaults(['FirstExecutor', 'FirstExecutor']));
  });

  it('names a value by its class', async () => {
    const [fault] = await faultsIn([
      { provide: 'A', useValue: new FirstExecutor() },
      { provide: Symbol('B'), useValue: new SecondExecutor() },
    ]);

    expect(fault?.fault).toBe(severalDefaults(['FirstExecutor', 'SecondExecutor']));
  });

  it.each<[string, Provider[]]>([
    ['request-scoped', [{ provide: 'EXECUTOR', useClass: FirstExecutor, scope: Scope.REQUEST }]],
    ['transient', [{ provide: 'EXECUTOR', useClass: FirstExecutor, scope: Scope.TRANSIENT }]],
  ])('refuses an executor that is %s', async (_, providers) => {
    const faults = await faultsIn(providers);

    expect(faults).toEqual([{ subject: 'FirstExecutor', fault: notSingleton() }]);
  });

  it.each([
    ['request-scoped', Scope.REQUEST],
    ['durable', { scope: Scope.REQUEST, durable: true }],
  ])('refuses an executor that depends on what is %s', async (_, scope) => {
    @Injectable(typeof scope === 'object' ? scope : { scope })
    class Tenant {}
    @Injectable()
    class Guardians {
      constructor(@Inject(Tenant) readonly tenant: Tenant) {}
    }
    @QueueMessageExecutor()
    class Executor {
      constructor(@Inject(Guardians) readonly guardians: Guardians) {}
      execute(): void {}
    }

    const faults = await faultsIn([Tenant, Guardians, Executor]);

    expect(faults).toEqual([{ subject: 'Executor', fault: notSingleton() }]);
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['another name', { handle() {} }],
    ['something that is no method', { execute: 'later' }],
  ])('refuses an executor that has %s in place of its method', async (_, members) => {
    @QueueMessageExecutor()
    class Executor {
      declare execute: () => void;
      constructor() {
        Object.assign(this, members);
      }
    }

    const faults = await faultsIn([Executor]);

    expect(faults).toEqual([{ subject: 'Executor', fault: noExecuteMethod() }]);
  });

  it('names what a factory made by its class', async () => {
    const [fault] = await faultsIn([
      { provide: 'A', useFactory: () => new FirstExecutor() },
      { provide: 'B', useFactory: () => new SecondExecutor() },
    ]);

    expect(fault?.fault).not.toContain('useFactory');
  });
});
