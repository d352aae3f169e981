import {
  BadRequestException,
  Inject,
  Injectable,
  UsePipes,
  ValidationPipe,
  type ArgumentMetadata,
  type PipeTransform,
  type Provider,
} from '@nestjs/common';
import { APP_PIPE, ExternalContextCreator } from '@nestjs/core';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsDate, IsString } from 'class-validator';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { InvalidPayloadError } from '../message/errors/invalid-payload.error.js';
import { messageOf } from '../message/message.fixture.js';
import type { QueueMessage } from '../message/queue-message.js';
import { registryOf } from './executor.fixture.js';
import type { Payload } from './executor-options.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';

const { signal } = new AbortController();

class Guardian {
  @IsString()
  readonly name!: string;

  @IsDate()
  @Type(() => Date)
  readonly born!: Date;
}

const ATHENA = { name: 'Athena', born: '2026-01-02T00:00:00.000Z' };

/** Keeps the messages it is called with. */
class Keeping {
  readonly messages: QueueMessage[] = [];
  execute(message: QueueMessage): void {
    this.messages.push(message);
  }
}

async function executed(body: unknown, ...providers: Provider[]): Promise<QueueMessage> {
  const registry = await registryOf(providers);
  const executor = registry.choose({ type: undefined });
  const execute = vi.spyOn(Keeping.prototype, 'execute');
  try {
    await executor.execute(messageOf(body), signal);
    return execute.mock.calls[0]![0];
  } finally {
    execute.mockRestore();
  }
}

/** Notes what it is given, and gives something else in its place. */
class Noting implements PipeTransform {
  readonly notes: [unknown, ArgumentMetadata][] = [];

  constructor(private readonly result?: unknown) {}

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    this.notes.push([value, metadata]);
    return this.result ?? value;
  }
}

function executorWith(
  pipe: PipeTransform | (new (...args: never[]) => PipeTransform),
  payload?: Payload<never>,
) {
  @QueueMessageExecutor({ payload })
  @UsePipes(pipe)
  class Executor extends Keeping {}
  return Executor;
}

describe('pipes', () => {
  it.each<[string, (pipe: Noting) => Provider[]]>([
    ['of the class', (pipe) => [executorWith(pipe)]],
    [
      'of the method',
      (pipe) => {
        @QueueMessageExecutor()
        class Executor extends Keeping {
          @UsePipes(pipe)
          override execute(message: QueueMessage): void {
            super.execute(message);
          }
        }
        return [Executor];
      },
    ],
    [
      'of the application',
      (pipe) => {
        @QueueMessageExecutor()
        class Executor extends Keeping {}
        return [Executor, { provide: APP_PIPE, useValue: pipe }];
      },
    ],
  ])('change the body: those %s', async (_, providers) => {
    const pipe = new Noting('changed');

    const message = await executed(ATHENA, ...providers(pipe));

    expect(pipe.notes.map(([value]) => value)).toEqual([ATHENA]);
    expect(message).toEqual({
      ...messageOf('changed'),
      saveProgress: expect.any(Function) as unknown,
    });
  });

  it('can inject', async () => {
    @Injectable()
    class Names {
      readonly suffix = 'the Guardian';
    }
    @Injectable()
    class Naming implements PipeTransform {
      constructor(@Inject(Names) private readonly names: Names) {}
      transform(value: unknown): string {
        return `${String(value)} ${this.names.suffix}`;
      }
    }

    const message = await executed('Athena', Names, executorWith(Naming));

    expect(message.body).toBe('Athena the Guardian');
  });

  it.each<[string, Payload<never> | undefined]>([
    ['with a class for the payload', Guardian as Payload<never>],
    ['without a payload', undefined],
    ['with a schema', z.any() as Payload<never>],
  ])('are told of a body of no particular class %s', async (_, payload) => {
    const pipe = new Noting();

    await executed(ATHENA, executorWith(pipe, payload));

    const [value, metadata] = pipe.notes[0]!;
    expect(metadata).toMatchObject({ type: 'body', metatype: Object, data: undefined });
    expect(value).toMatchObject({ name: 'Athena' });
    expect(pipe.notes).toHaveLength(1);
  });

  it('make a failure of what they throw', async () => {
    const pipe: PipeTransform = {
      transform: () => {
        throw new BadRequestException('no');
      },
    };

    await expect(executed(ATHENA, executorWith(pipe))).rejects.toThrow(BadRequestException);
  });

  it('are not asked about a body that is not the payload', async () => {
    const pipe = new Noting();

    await expect(executed({}, executorWith(pipe, Guardian as Payload<never>))).rejects.toThrow(
      InvalidPayloadError,
    );
    expect(pipe.notes).toEqual([]);
  });

  it('alone need but one call of Nest, for the body', async () => {
    const create = vi.spyOn(ExternalContextCreator.prototype, 'create');

    await executed(ATHENA, executorWith(new Noting()));

    expect(create).toHaveBeenCalledOnce();
    create.mockRestore();
  });
});

describe("Nest's ValidationPipe", () => {
  it.each([{ transform: true }, {}, { transform: true, whitelist: true }])(
    'leaves a payload of a class as it was checked and converted: %j',
    async (options) => {
      const pipe = new ValidationPipe(options);

      const message = await executed(ATHENA, executorWith(pipe, Guardian as Payload<never>));

      expect(message.body).toEqual({ name: 'Athena', born: new Date(ATHENA.born) });
      expect(message.body).toBeInstanceOf(Guardian);
    },
  );

  it('lets alone a payload of a schema', async () => {
    const schema = z.object({ name: z.string().transform((name) => [name]) });
    const pipe = new ValidationPipe({ transform: true });

    const message = await executed(ATHENA, executorWith(pipe, schema as Payload<never>));

    expect(message.body).toEqual({ name: ['Athena'] });
  });

  it.each([ATHENA, [ATHENA], 'text', 42, null, undefined])(
    'lets alone %j without a payload',
    async (body) => {
      const message = await executed(body, executorWith(new ValidationPipe({ transform: true })));

      expect(message.body).toEqual(body);
    },
  );

  it('checks what it is told to', async () => {
    const pipe = new ValidationPipe({ expectedType: Guardian });

    await expect(executed({ name: 7 }, executorWith(pipe))).rejects.toThrow(BadRequestException);
  });

  it('does not convert again what is converted already', async () => {
    class Tagged {
      @IsArray()
      @Transform(({ value }) => (value as string).split(','))
      readonly tags!: string[];
    }
    const pipe = new ValidationPipe({ transform: true });

    const message = await executed({ tags: 'a,b' }, executorWith(pipe, Tagged as Payload<never>));

    expect(message.body).toEqual({ tags: ['a', 'b'] });
  });
});
