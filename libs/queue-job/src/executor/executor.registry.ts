import { Injectable } from '@nestjs/common';
import { UnknownEventTypeError } from '../message/errors/unknown-event-type.error.js';
import type { QueueMessage } from '../message/queue-message.js';
import { EnhancedCall } from './enhanced-call.js';
import type { Executor, ExecutorDirectory } from './executor.interface.js';
import { ExecutorExplorer, type FoundExecutor } from './executor.explorer.js';
import { legible } from './legible.js';
import { payloadReader } from './payload-reader.js';
import { SingletonCall } from './singleton-call.js';

/** The application's executors by the event types they take. */
@Injectable()
export class ExecutorRegistry implements ExecutorDirectory {
  readonly #byType = new Map<string, Executor>();
  #default: Executor | undefined;

  constructor(
    private readonly explorer: ExecutorExplorer,
    private readonly enhancedCall: EnhancedCall,
    private readonly singletonCall: SingletonCall,
  ) {}

  /**
   * Finds the executors. To be called when all providers are there, and before the first message.
   *
   * @throws ConfigurationError when there is none, it is unclear which one is to take a message, or what one needs is not there
   */
  async load(): Promise<void> {
    const executors = this.explorer.explore();
    for (const found of executors) {
      const executor = this.#prepare(found);
      if (found.types.length === 0) this.#default = executor;
      for (const type of found.types) this.#byType.set(type, executor);
    }
    if (executors.some(({ options }) => options.singleton !== undefined)) {
      await this.singletonCall.open();
    }
  }

  choose({ type }: Pick<QueueMessage, 'type'>): Executor {
    const executor = (type === undefined ? undefined : this.#byType.get(type)) ?? this.#default;
    if (executor === undefined) throw new UnknownEventTypeError(type, [...this.#byType.keys()]);
    return executor;
  }

  #prepare({ name, instance, options: { payload, singleton } }: FoundExecutor): Executor {
    const direct = this.enhancedCall.create(instance);
    const call = singleton === undefined ? direct : this.singletonCall.create(singleton, direct);
    const read = payload === undefined ? undefined : payloadReader(payload);
    return {
      name,
      execute: async (message, signal) => {
        try {
          await call(read ? { ...message, body: await read(message.body) } : message, signal);
        } catch (error) {
          throw legible(error);
        }
      },
    };
  }
}
