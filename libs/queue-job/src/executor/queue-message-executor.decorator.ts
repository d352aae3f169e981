import { applyDecorators, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

/** What marks a class as an executor, for discovery. */
export const ExecutorMark = DiscoveryService.createDecorator<void>();

/**
 * Makes a class the executor of the job's messages. It must be among the providers of one of the application's modules, be a
 * singleton, and implement {@link IQueueMessageExecutor}.
 *
 * @example
 * ‍@QueueMessageExecutor()
 * export class CreateGuardianExecutor implements IQueueMessageExecutor<CreateGuardian> {
 *   async execute(message: QueueMessage<CreateGuardian>, signal: AbortSignal): Promise<void> { … }
 * }
 */
export function QueueMessageExecutor(): ClassDecorator {
  return applyDecorators(Injectable(), ExecutorMark());
}
