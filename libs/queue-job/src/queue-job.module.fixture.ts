import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { onTestFinished } from 'vitest';
import { QueueMessageExecutor } from './executor/queue-message-executor.decorator.js';
import type { IQueueMessageExecutor } from './executor/queue-message-executor.interface.js';
import type { QueueMessage } from './message/queue-message.js';
import { QueueJobOptions } from './options/queue-job-options.js';
import { MemoryQueueService } from './queue/memory/memory-queue-service.js';
import { QueueService } from './queue/message-queue.js';

/** An executor that remembers what it was called with. */
@QueueMessageExecutor()
export class Executor implements IQueueMessageExecutor {
  readonly bodies: unknown[] = [];

  execute({ body }: QueueMessage): void | Promise<void> {
    this.bodies.push(body);
  }
}

/** Every queue of the tests of one file; each test uses names of its own. */
export const queues = new MemoryQueueService();

/** An application around a job with queues in memory, put together and not started. */
export async function compile(
  job: DynamicModule,
  { imports = [], providers = [Executor] }: Pick<ModuleMetadata, 'imports' | 'providers'> = {},
): Promise<TestingModule> {
  const app = await Test.createTestingModule({ imports: [job, ...imports], providers })
    .overrideProvider(QueueService)
    .useValue(queues)
    .compile();
  app.useLogger(false);
  onTestFinished(() => app.close());
  return app;
}

/** The options such an application comes to. */
export async function optionsOf(...args: Parameters<typeof compile>): Promise<QueueJobOptions> {
  const app = await compile(...args);
  return app.get(QueueJobOptions);
}
