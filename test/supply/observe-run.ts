import type { LoggerService, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  QueueJobModule,
  QueueJobRunner,
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueJobModuleOptions,
  type RunReport,
} from 'nestjs-queue-job';

/** Whatever a run shows to anybody. */
export interface Observed {
  readonly report: RunReport;
  /** What was given to the logger, line by line, before any logger made a text of it. */
  readonly logged: readonly (readonly unknown[])[];
}

@QueueMessageExecutor()
class Idle implements IQueueMessageExecutor<unknown> {
  async execute(): Promise<void> {}
}

/** Makes a run in this process, and keeps what it shows. */
export async function observeRun(
  options: QueueJobModuleOptions,
  executor: Type<IQueueMessageExecutor<unknown>> = Idle,
): Promise<Observed> {
  const logged: unknown[][] = [];
  const log = (...line: unknown[]) => void logged.push(line);
  const logger: LoggerService = { fatal: log, error: log, warn: log, log, debug: log };
  const app = await Test.createTestingModule({
    imports: [QueueJobModule.forRoot(options)],
    providers: [executor],
  })
    .setLogger(logger)
    .compile();
  await app.init();
  const report = await app.get(QueueJobRunner).completion;
  await app.close();
  return { report, logged };
}
