import { Injectable, SetMetadata, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { QueueMessage } from '../message/queue-message.js';
import type { ExecutorOptions } from './executor-options.js';

/**
 * Under this key Nest keeps that a provider is called from outside, as a controller is. Without it, enhancers that are no
 * singletons would be left out or stay half made; with it, those of a request keep an executor from being a singleton.
 */
const ENTRY_PROVIDER = '__entryProvider__';

/** What marks a class as an executor, for discovery. */
export const ExecutorMark = DiscoveryService.createDecorator<ExecutorOptions>();

/**
 * What an executor's class must look like to take a payload of type `T`. `execute` is a property here, not a method, because
 * TypeScript checks the parameters of methods only loosely.
 */
type ExecutorClass<T> = Type<{
  execute: (message: QueueMessage<T>, signal: AbortSignal) => Promise<void> | void;
}>;

/**
 * Makes a class an executor of the job's messages. It must be among the providers of one of the application's modules, be a
 * singleton, and implement `IQueueMessageExecutor`. With a `payload`, `execute` must take messages of that type, or the code
 * does not compile.
 *
 * @example
 * ‍@QueueMessageExecutor({ type: 'guardian.create', payload: CreateGuardian })
 * export class CreateGuardianExecutor implements IQueueMessageExecutor<CreateGuardian> {
 *   async execute(message: QueueMessage<CreateGuardian>, signal: AbortSignal): Promise<void> { … }
 * }
 */
export function QueueMessageExecutor<T = any>(
  options: ExecutorOptions<T> = {},
): (target: ExecutorClass<T>) => void {
  return (target) => {
    Injectable()(target);
    SetMetadata(ENTRY_PROVIDER, true)(target);
    ExecutorMark(options as ExecutorOptions)(target);
  };
}
