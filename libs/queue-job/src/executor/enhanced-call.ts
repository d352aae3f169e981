import { Injectable } from '@nestjs/common';
import { ExternalContextCreator, ModulesContainer } from '@nestjs/core';
import type { QueueMessage } from '../message/queue-message.js';
import type { IQueueMessageExecutor } from './queue-message-executor.interface.js';

/** What `ExecutionContext.getType()` says to an enhancer that an executor calls. */
export const CONTEXT_TYPE = 'queue-job';

/** Under these keys Nest keeps what `@UseGuards` and its like bind; they are not exported alike by all its versions. */
const ENHANCERS = {
  guards: ['__guards__', 'APP_GUARD'],
  interceptors: ['__interceptors__', 'APP_INTERCEPTOR'],
  pipes: ['__pipes__', 'APP_PIPE'],
  filters: ['__exceptionFilters__', 'APP_FILTER'],
} as const;

type Enhancer = keyof typeof ENHANCERS;

/** Pipes are run on the body as on a controller's, by a call of their own under this name. */
const BODY = 'execute:body';
const BODY_PARAMETERS = 'queue-job:body';
/** Nest's number for a parameter of type "body". */
const BODY_TYPE = 3;

/** Tells Nest where in the arguments of that call to find the parameter: there is but one. */
const BODY_ONLY = {
  exchangeKeyForValue: (_type: number, _data: unknown, [body]: unknown[]) => body,
};

type Call<T = void> = (message: QueueMessage, signal: AbortSignal) => Promise<T>;

/** What a call comes to that no filter had to look at. */
const SUCCEEDED = Symbol('SUCCEEDED');

/**
 * Lets Nest's guards, interceptors, pipes and exception filters work on `execute`, those of the method, of the class and of the
 * whole application. An executor without any is called directly.
 */
@Injectable()
export class EnhancedCall {
  constructor(
    private readonly contexts: ExternalContextCreator,
    private readonly modules: ModulesContainer,
  ) {}

  create(executor: IQueueMessageExecutor): Call {
    const has = (enhancer: Enhancer) => this.#has(executor, enhancer);
    const direct: Call = async (message, signal) => executor.execute(message, signal);
    const piped = has('pipes') ? this.#piped(executor) : direct;
    const [guards, interceptors] = [has('guards'), has('interceptors')];
    const guarded =
      guards || interceptors ? this.#enhanced(executor, piped, { guards, interceptors }) : piped;
    return has('filters') ? this.#filtered(executor, guarded) : guarded;
  }

  #enhanced<T>(
    executor: IQueueMessageExecutor,
    callback: Call<T>,
    { guards = false, interceptors = false, filters = false },
  ): Call<T> {
    return this.contexts.create(
      executor as never,
      withMetadataOf(executor, callback) as never,
      'execute',
      undefined,
      undefined,
      undefined,
      undefined,
      { guards, interceptors, filters },
      CONTEXT_TYPE,
    ) as Call<T>;
  }

  /**
   * To Nest, a filter that returns nothing has not handled the error. It does not see whether one that is async does, and then
   * a message would be completed because somebody noted down its failure.
   */
  #filtered(executor: IQueueMessageExecutor, call: Call): Call {
    const errors = new WeakMap<QueueMessage, unknown>();
    const attempt: Call<unknown> = async (message, signal) => {
      try {
        await call(message, signal);
        return SUCCEEDED;
      } catch (error) {
        errors.set(message, error);
        throw error;
      }
    };
    const filtered = this.#enhanced(executor, attempt, { filters: true });
    return async (message, signal) => {
      if ((await filtered(message, signal)) === undefined) throw errors.get(message);
    };
  }

  #piped(executor: IQueueMessageExecutor): Call {
    const { constructor } = executor;
    // Of no particular class: a payload is checked and converted by now, and a ValidationPipe would do it again.
    Reflect.defineMetadata('design:paramtypes', [Object], constructor.prototype, BODY);
    Reflect.defineMetadata(
      BODY_PARAMETERS,
      { [`${BODY_TYPE}:0`]: { index: 0, pipes: [] } },
      constructor,
      BODY,
    );
    const pipe = this.contexts.create(
      executor as never,
      withMetadataOf(executor, (body: unknown) => body) as never,
      BODY,
      BODY_PARAMETERS,
      BODY_ONLY as never,
      undefined,
      undefined,
      { guards: false, interceptors: false, filters: false },
      CONTEXT_TYPE,
    ) as (body: unknown) => Promise<unknown>;
    return async (message, signal) =>
      executor.execute({ ...message, body: await pipe(message.body) }, signal);
  }

  #has(executor: IQueueMessageExecutor, enhancer: Enhancer): boolean {
    const [metadataKey, token] = ENHANCERS[enhancer];
    return (
      Reflect.hasMetadata(metadataKey, methodOf(executor)) ||
      Reflect.hasMetadata(metadataKey, executor.constructor) ||
      // Nest makes such a token unique by what it puts behind it, and keeps it apart when it is no singleton.
      [...this.modules.values()].some(({ providers, injectables }) =>
        [...providers.keys(), ...injectables.keys()].some((key) =>
          String(key).startsWith(`${token} (`),
        ),
      )
    );
  }
}

/** What `@UseGuards` and its like bind to an executor's class and method: classes and instances. */
export function boundEnhancers(executor: IQueueMessageExecutor): readonly unknown[] {
  return Object.values(ENHANCERS).flatMap(([metadataKey]) =>
    [executor.constructor, methodOf(executor)].flatMap(
      (target) => (Reflect.getMetadata(metadataKey, target) as unknown[] | undefined) ?? [],
    ),
  );
}

/** Enhancers, and the reflector they ask, find what they know of a handler on the function itself; logs show its name. */
function withMetadataOf<T extends object>(executor: IQueueMessageExecutor, callback: T): T {
  const method = methodOf(executor);
  for (const key of Reflect.getMetadataKeys(method)) {
    Reflect.defineMetadata(key, Reflect.getMetadata(key, method), callback);
  }
  return Object.defineProperty(callback, 'name', { value: 'execute' });
}

/** The function itself, on which decorators of the method leave their metadata; it is not called. */
function methodOf(executor: IQueueMessageExecutor): object {
  return Reflect.get(executor, 'execute') as object;
}
