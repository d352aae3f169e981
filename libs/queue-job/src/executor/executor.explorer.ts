import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ConfigurationError } from '../options/configuration.error.js';
import {
  noExecuteMethod,
  noExecutor,
  notSingleton,
  severalExecutors,
} from './executor.messages.js';
import { ExecutorMark } from './queue-message-executor.decorator.js';
import type { IQueueMessageExecutor } from './queue-message-executor.interface.js';

type Wrapper = ReturnType<DiscoveryService['getProviders']>[number];

/** Finds the application's executor among all providers of all modules. */
@Injectable()
export class ExecutorExplorer {
  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws ConfigurationError when there is none, more than one, or one that cannot be called */
  explore(): IQueueMessageExecutor {
    const [wrapper, ...others] = this.discovery.getProviders({ metadataKey: ExecutorMark.KEY });
    if (wrapper === undefined) throw fault('@QueueMessageExecutor()', noExecutor());
    if (others.length > 0) {
      throw fault('@QueueMessageExecutor()', severalExecutors([wrapper, ...others].map(nameOf)));
    }
    // Nest lists what is not a singleton with an instance that was never constructed.
    if (!wrapper.isDependencyTreeStatic() || wrapper.isTransient) {
      throw fault(nameOf(wrapper), notSingleton());
    }
    const executor = wrapper.instance as Partial<IQueueMessageExecutor>;
    if (typeof executor.execute !== 'function') throw fault(nameOf(wrapper), noExecuteMethod());
    return executor as IQueueMessageExecutor;
  }
}

/** The name of the class; a factory's own name, and that of a plain object, would help nobody. */
function nameOf({ instance, name }: Wrapper): string {
  const { constructor } = Object(instance) as object;
  return constructor === undefined || constructor === Object ? String(name) : constructor.name;
}

function fault(subject: string, text: string): ConfigurationError {
  return new ConfigurationError([{ subject, fault: text }]);
}
