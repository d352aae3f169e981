import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Module, type Provider, type Type } from '@nestjs/common';
import { inject, onTestFinished, vi } from 'vitest';
import { QueueMessageExecutor } from './executor/queue-message-executor.decorator.js';
import type { IQueueMessageExecutor } from './executor/queue-message-executor.interface.js';
import { directoryWith } from './options/appsettings.fixture.js';
import type { QueueJobModuleOptions } from './options/queue-job-module-options.interface.js';
import { resolve } from './options/options.fixture.js';
import { QueueJobFactory, type QueueJobFactoryOptions } from './queue-job.factory.js';
import { QueueJobModule } from './queue-job.module.js';
import { AzureQueueService } from './queue/azure/azure-queue-service.js';
import type { MessageQueue } from './queue/message-queue.js';

/** How long the factory lets the process linger: a timer left behind would end the tests. */
const LINGER = 5_000;

/**
 * Keeps what a job does to its process from this one: output, exit code, exit, and the timer that would exit later. All is
 * as before when the test is over.
 */
export function watchProcess() {
  const written = { stdout: '', stderr: '' };
  const exit = vi.fn<typeof process.exit>();
  const schedule = vi.spyOn(globalThis, 'setTimeout');
  vi.spyOn(process, 'exit').mockImplementation(exit);
  vi.spyOn(process, 'cwd').mockReturnValue(directoryWith({}));
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    });
  }
  onTestFinished(() => {
    for (const [index, [, delay]] of schedule.mock.calls.entries()) {
      if (delay === LINGER) clearTimeout(schedule.mock.results[index]!.value as NodeJS.Timeout);
    }
    process.exitCode = undefined;
    vi.useRealTimers();
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  return { written, exit };
}

/** A queue of its own in Azurite, with these messages. */
export async function queueWith(...texts: readonly string[]): Promise<MessageQueue> {
  const service = await AzureQueueService.connect(resolve({ connectionString: inject('azurite') }));
  const queue = service.getQueue(`q-${randomUUID()}`);
  for (const text of texts) await queue.send(text);
  return queue;
}

/** An application with a job of these options, and an executor that calls this. */
export function appOf(
  options: QueueJobModuleOptions,
  execute: IQueueMessageExecutor['execute'] = () => {},
  providers: Provider[] = [],
): Type {
  @QueueMessageExecutor()
  class Executor {
    readonly execute = execute;
  }
  const job = QueueJobModule.forRoot({ connectionString: inject('azurite'), ...options });
  @Module({ imports: [job], providers: [...providers, Executor] })
  class App {}
  return App;
}

/** Runs an application as a job, and reads what it left for Kubernetes. */
export async function runJob(
  app: Type,
  options: Omit<QueueJobFactoryOptions, 'terminationMessagePath'> = {},
) {
  const terminationMessagePath = join(directoryWith({}), 'termination-log');
  const report = await QueueJobFactory.run(app, { ...options, terminationMessagePath });
  const terminationMessage = JSON.parse(readFileSync(terminationMessagePath, 'utf8')) as object;
  return { report, terminationMessage };
}
