import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ConfigurationError, type ConfigurationFault } from '../options/configuration.error.js';
import { isFieldPath } from '../options/field-path.js';
import { boundEnhancers } from './enhanced-call.js';
import type { ExecutorOptions, Payload } from './executor-options.js';
import {
  enhancersNeedClass,
  noTypes,
  noExecuteMethod,
  noExecutor,
  notSingleton,
  severalDefaults,
  severalForType,
  payloadWithoutRules,
  unreachableType,
  unusablePayload,
  unusableSingleton,
} from './executor.messages.js';
import { hasRules, isStandardSchema } from './payload-reader.js';
import { ExecutorMark } from './queue-message-executor.decorator.js';
import type { IQueueMessageExecutor } from './queue-message-executor.interface.js';

type Wrapper = ReturnType<DiscoveryService['getProviders']>[number];

/** An executor as it was found, with what its decorator says. */
export interface FoundExecutor {
  /** Its class's name. */
  readonly name: string;
  readonly instance: IQueueMessageExecutor;
  /** The event types it takes; empty for the default executor. */
  readonly types: readonly string[];
  readonly options: ExecutorOptions;
}

/** Finds the application's executors among all providers of all modules. */
@Injectable()
export class ExecutorExplorer {
  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws ConfigurationError when there is none, or when it is unclear which one is to take a message */
  explore(): readonly FoundExecutor[] {
    const found = this.discovery
      .getProviders({ metadataKey: ExecutorMark.KEY })
      .map((wrapper) => this.#find(wrapper));
    const faults =
      found.length === 0 ? [missing()] : [...found.flatMap(faultsOf), ...ambiguities(found)];
    if (faults.length > 0) throw new ConfigurationError(faults);
    return found.map(({ executor }) => executor);
  }

  #find(wrapper: Wrapper): { readonly wrapper: Wrapper; readonly executor: FoundExecutor } {
    const options = this.discovery.getMetadataByDecorator(ExecutorMark, wrapper) ?? {};
    const { type } = options;
    const types = type === undefined ? [] : [type].flat();
    const instance = wrapper.instance as IQueueMessageExecutor;
    return { wrapper, executor: { name: nameOf(wrapper), instance, types, options } };
  }
}

type Found = { readonly wrapper: Wrapper; readonly executor: FoundExecutor };

/** The name of the class; a factory's own name would help nobody. */
function nameOf({ instance, name }: Wrapper): string {
  return (instance as object).constructor.name || String(name);
}

function missing(): ConfigurationFault {
  return { subject: '@QueueMessageExecutor()', fault: noExecutor() };
}

function faultsOf({
  wrapper,
  executor: { name, instance, types, options },
}: Found): ConfigurationFault[] {
  const fault = (text: string): ConfigurationFault => ({ subject: name, fault: text });
  // Nest lists what is not a singleton with an instance that was never constructed.
  if (!wrapper.isDependencyTreeStatic() || wrapper.isTransient) return [fault(notSingleton())];
  const faults: ConfigurationFault[] = [];
  if (typeof (instance as Partial<IQueueMessageExecutor>).execute !== 'function') {
    faults.push(fault(noExecuteMethod()));
  } else if (wrapper.isNotMetatype && boundEnhancers(instance).some(isClass)) {
    faults.push(fault(enhancersNeedClass()));
  }
  if (options.type !== undefined && types.length === 0) faults.push(fault(noTypes()));
  for (const type of types) {
    if (typeof type !== 'string' || type === '' || type !== type.trim()) {
      faults.push(fault(unreachableType(type)));
    }
  }
  const { payload, singleton } = options;
  if (payload !== undefined && !isStandardSchema(Object(payload) as Payload<unknown>)) {
    if (typeof payload !== 'function') faults.push(fault(unusablePayload()));
    else if (!hasRules(payload)) faults.push(fault(payloadWithoutRules(payload.name)));
  }
  if (singleton !== undefined && !isFieldPath(singleton)) {
    faults.push(fault(unusableSingleton(singleton)));
  }
  return faults;
}

function isClass(enhancer: unknown): boolean {
  return typeof enhancer === 'function';
}

function ambiguities(found: readonly Found[]): ConfigurationFault[] {
  const byType = Map.groupBy(
    found.flatMap(({ executor: { name, types, options } }) =>
      (options.type === undefined ? [undefined] : [...new Set(types)]).map((type) => ({
        type,
        name,
      })),
    ),
    ({ type }) => type,
  );
  return [...byType].flatMap(([type, takers]) => {
    if (takers.length < 2) return [];
    const names = takers.map(({ name }) => name);
    const fault = type === undefined ? severalDefaults(names) : severalForType(type, names);
    return [{ subject: '@QueueMessageExecutor()', fault }];
  });
}
