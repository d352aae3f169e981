import { Inject, Injectable, Module, Scope, type Provider, type Type } from '@nestjs/common';
import { IsString } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { explorerOf, FirstExecutor, SecondExecutor } from './executor.fixture.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';

const exploring = async (...args: Parameters<typeof explorerOf>) =>
  (await explorerOf(...args)).explore();

function nameless(): Type<FirstExecutor> {
  @QueueMessageExecutor()
  class Executor extends FirstExecutor {}
  return Object.defineProperty(Executor, 'name', { value: '' });
}

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
    const [found, ...others] = await exploring([provider]);

    expect(found).toMatchObject({ name: 'FirstExecutor', types: [], options: {} });
    expect(found?.instance).toBeInstanceOf(FirstExecutor);
    expect(others).toEqual([]);
  });

  it('finds an executor with what it injects', async () => {
    @QueueMessageExecutor()
    class Executor {
      constructor(@Inject('GREETING') readonly greeting: string) {}
      execute(): void {}
    }

    const [found] = await exploring([{ provide: 'GREETING', useValue: 'hello' }, Executor]);

    expect(found?.instance).toMatchObject({ greeting: 'hello' });
  });

  it('finds an executor in a module that neither exports it nor is imported by the root', async () => {
    @Module({ providers: [FirstExecutor] })
    class Inner {}
    @Module({ imports: [Inner] })
    class Outer {}

    const [found] = await exploring([], { imports: [Outer] });

    expect(found?.instance).toBeInstanceOf(FirstExecutor);
  });

  it('gives the same instance as the application has', async () => {
    const executor = new FirstExecutor();

    const explorer = await explorerOf([{ provide: FirstExecutor, useValue: executor }]);

    expect(explorer.explore()[0]?.instance).toBe(executor);
    expect(explorer.explore()[0]?.instance).toBe(executor);
  });

  it('does not count another name for an executor', async () => {
    const found = await exploring([
      FirstExecutor,
      { provide: 'ALIAS', useExisting: FirstExecutor },
      { provide: 'ALIAS_OF_ALIAS', useExisting: 'ALIAS' },
    ]);

    expect(found.map(({ name }) => name)).toEqual(['FirstExecutor']);
  });

  it('takes a method that is inherited', async () => {
    @QueueMessageExecutor()
    class Executor extends FirstExecutor {}

    const [found] = await exploring([Executor]);

    expect(found?.instance).toBeInstanceOf(Executor);
  });

  it('takes a method that is a property', async () => {
    @QueueMessageExecutor()
    class Executor {
      readonly execute = () => {};
    }

    const [found] = await exploring([Executor]);

    expect(found?.instance).toBeInstanceOf(Executor);
  });

  it('takes an executor that depends on what is transient, as it then has its own', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Journal {}
    @QueueMessageExecutor()
    class Executor {
      constructor(@Inject(Journal) readonly journal: Journal) {}
      execute(): void {}
    }

    const [found] = await exploring([Journal, Executor]);

    expect(found?.instance).toMatchObject({ journal: expect.any(Journal) as Journal });
  });

  it('keeps applications apart', async () => {
    const [first, second] = await Promise.all([
      explorerOf([FirstExecutor]),
      explorerOf([SecondExecutor]),
    ]);

    expect(first.explore().map(({ name }) => name)).toEqual(['FirstExecutor']);
    expect(second.explore().map(({ name }) => name)).toEqual(['SecondExecutor']);
  });

  it('finds several executors with the types they take', async () => {
    @QueueMessageExecutor({ type: 'created' })
    class Created extends FirstExecutor {}
    @QueueMessageExecutor({ type: ['renamed', 'deleted'] })
    class Changed extends FirstExecutor {}

    const found = await exploring([Created, Changed, FirstExecutor]);

    expect(found.map(({ name, types }) => ({ name, types }))).toEqual([
      { name: 'Created', types: ['created'] },
      { name: 'Changed', types: ['renamed', 'deleted'] },
      { name: 'FirstExecutor', types: [] },
    ]);
  });

  it('finds what the decorator was told', async () => {
    class Payload {
      @IsString()
      readonly name!: string;
    }
    @QueueMessageExecutor({ type: 'created', payload: Payload })
    class Executor extends FirstExecutor {}

    const [found] = await exploring([Executor]);

    expect(found?.options).toEqual({ type: 'created', payload: Payload });
  });

  it('does not count a type twice that one list names twice', async () => {
    @QueueMessageExecutor({ type: ['created', 'created'] })
    class Executor extends FirstExecutor {}

    await expect(exploring([Executor])).resolves.toHaveLength(1);
  });

  it.each(['constructor', '__proto__', 'toString', 'two words', 'a.b', 'undefined'])(
    'takes %s for a type like any other',
    async (type) => {
      @QueueMessageExecutor({ type })
      class Executor extends FirstExecutor {}

      await expect(exploring([Executor, SecondExecutor])).resolves.toHaveLength(2);
    },
  );

  it('tells apart types that differ in case', async () => {
    @QueueMessageExecutor({ type: 'created' })
    class Lower extends FirstExecutor {}
    @QueueMessageExecutor({ type: 'Created' })
    class Upper extends FirstExecutor {}

    await expect(exploring([Lower, Upper])).resolves.toHaveLength(2);
  });

  it('names a class without a name by its token', async () => {
    const [found] = await exploring([{ provide: 'NAMELESS', useValue: new (nameless())() }]);

    expect(found?.name).toBe('NAMELESS');
  });
});
