import {
  Inject,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
  type Provider,
} from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { IsString } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../message/message.fixture.js';
import type { QueueMessage } from '../message/queue-message.js';
import { FirstExecutor, registryOf } from './executor.fixture.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';

const { signal } = new AbortController();
const message = messageOf({ name: 'Athena' });

async function execute(...providers: Provider[]): Promise<void> {
  const registry = await registryOf(providers);
  await registry.choose({ type: undefined }).execute(message, signal);
}

describe('the execution context of an enhancer', () => {
  const Role = Reflector.createDecorator<string>();

  /** The context that a guard of the executor, or of the application, is given; and what reads metadata. */
  async function contextOf(of: 'executor' | 'application'): Promise<[ExecutionContext, Reflector]> {
    const contexts: [ExecutionContext, Reflector][] = [];
    @Injectable()
    class Keeping implements CanActivate {
      constructor(@Inject(Reflector) private readonly reflector: Reflector) {}
      canActivate(context: ExecutionContext): boolean {
        contexts.push([context, this.reflector]);
        return true;
      }
    }
    @QueueMessageExecutor()
    @Role('class')
    class Executor extends FirstExecutor {
      @Role('method')
      @SetMetadata('queue', 'guardian-events')
      override execute(): void {}
    }
    if (of === 'executor') {
      UseGuards(Keeping)(Executor);
      await execute(Executor);
    } else {
      await execute(Executor, { provide: APP_GUARD, useClass: Keeping });
    }
    return contexts[0]!;
  }

  it.each(['executor', 'application'] as const)('tells an %s what is called', async (of) => {
    const [context] = await contextOf(of);

    expect(context.getType<string>()).toBe('queue-job');
    expect(context.getClass().name).toBe('Executor');
    expect(context.getHandler().name).toBe('execute');
    expect(context.getArgs()).toEqual([message, signal]);
    expect(context.getArgByIndex<QueueMessage>(0)).toBe(message);
    expect(context.getArgByIndex<AbortSignal>(1)).toBe(signal);
    expect(context.switchToRpc().getData<QueueMessage>()).toBe(message);
  });

  it('lets a reflector find what decorators left', async () => {
    const [context, reflector] = await contextOf('executor');

    const [handler, target] = [context.getHandler(), context.getClass()];
    expect(reflector.get(Role, handler)).toBe('method');
    expect(reflector.get(Role, target)).toBe('class');
    expect(reflector.getAllAndOverride(Role, [handler, target])).toBe('method');
    expect(reflector.get<string>('queue', handler)).toBe('guardian-events');
  });

  it('shows the payload, converted already', async () => {
    const bodies: unknown[] = [];
    class Payload {
      @IsString()
      readonly name!: string;
    }
    const guard: CanActivate = {
      canActivate: (context) => bodies.push(context.getArgByIndex<QueueMessage>(0).body) > 0,
    };
    @QueueMessageExecutor({ payload: Payload })
    @UseGuards(guard)
    class Executor extends FirstExecutor {}

    await execute(Executor);

    expect(bodies).toEqual([{ name: 'Athena' }]);
    expect(bodies[0]).toBeInstanceOf(Payload);
  });
});
