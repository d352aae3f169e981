import { Inject, Injectable, Module, Scope, type Provider } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { explorerOf, FirstExecutor, SecondExecutor } from './executor.fixture.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';

describe('ExecutorExplorer', () => {
  it.each<[string, Provider]>([
    ['a class', FirstExecutor],
    ['a class behind a token', { provide: 'TOKEN', useClass: FirstExecutor }],
    ['a class behind a symbol', { provide: Symbol('TOKEN'), useClass: FirstExecutor }],
    ['a class in place of another', { provide: class Other {}, useClass: FirstExecutor }],
    ['a value', { provide: 'TOKEN', useValue: new FirstExecutor() }],
    ['a factory', { provide: 'TOKEN', useFactory: () => new FirstExecutor() }],
    ['an async factory', { provide: 'TOKEN', useFactory: async () => new FirstExecutor() }],
  ])('finds an executor that is provided as %s', async (_, provider) => {
    const explorer = await explorerOf([provider]);

    expect(explorer.explore()).toBeInstanceOf(FirstExecutor);
  });

  it('finds an executor with what it injects', async () => {
    @QueueMessageExecutor()
    class Executor {
      constructor(@Inject('GREETING') readonly greeting: string) {}
      execute(): void {}
    }

    const explorer = await explorerOf([{ provide: 'GREETING', useValue: 'hello' }, Executor]);

    expect(explorer.explore()).toMatchObject({ greeting: 'hello' });
  });

  it('finds an executor in a module that neither exports it nor is imported by the root', async () => {
    @Module({ providers: [FirstExecutor] })
    class Inner {}
    @Module({ imports: [Inner] })
    class Outer {}

    const explorer = await explorerOf([], { imports: [Outer] });

    expect(explorer.explore()).toBeInstanceOf(FirstExecutor);
  });

  it('gives the same instance as the application has', async () => {
    const executor = new FirstExecutor();

    const explorer = await explorerOf([{ provide: FirstExecutor, useValue: executor }]);

    expect(explorer.explore()).toBe(executor);
    expect(explorer.explore()).toBe(executor);
  });

  it('does not count another name for an executor', async () => {
    const explorer = await explorerOf([
      FirstExecutor,
      { provide: 'ALIAS', useExisting: FirstExecutor },
      { provide: 'ALIAS_OF_ALIAS', useExisting: 'ALIAS' },
    ]);

    expect(explorer.explore()).toBeInstanceOf(FirstExecutor);
  });

  it('takes a method that is inherited', async () => {
    @QueueMessageExecutor()
    class Executor extends FirstExecutor {}

    const explorer = await explorerOf([Executor]);

    expect(explorer.explore()).toBeInstanceOf(Executor);
  });

  it('takes a method that is a property', async () => {
    @QueueMessageExecutor()
    class Executor {
      readonly execute = () => {};
    }

    const explorer = await explorerOf([Executor]);

    expect(explorer.explore()).toBeInstanceOf(Executor);
  });

  it('takes an executor that depends on what is transient, as it then has its own', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Journal {}
    @QueueMessageExecutor()
    class Executor {
      constructor(@Inject(Journal) readonly journal: Journal) {}
      execute(): void {}
    }

    const explorer = await explorerOf([Journal, Executor]);

    expect(explorer.explore()).toMatchObject({ journal: expect.any(Journal) as Journal });
  });

  it('keeps applications apart', async () => {
    const [first, second] = await Promise.all([
      explorerOf([FirstExecutor]),
      explorerOf([SecondExecutor]),
    ]);

    expect(first.explore()).toBeInstanceOf(FirstExecutor);
    expect(second.explore()).toBeInstanceOf(SecondExecutor);
  });
});
