import {
  Logger,
  type DynamicModule,
  type INestApplicationContext,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { describeError } from './delivery/describe-error.js';
import { loggableError } from './delivery/loggable-error.js';
import { legible } from './executor/legible.js';
import { endProcess } from './process/end-process.js';
import { JobLogger } from './process/job.logger.js';
import { close, findRunner, hosted } from './process/host.js';
import { listenToSignals } from './process/shutdown-signals.js';
import { watchForSuddenEnd } from './process/sudden-end.js';
import { writeTerminationMessage } from './process/termination-message.js';
import { exitCodeOfStart } from './runner/exit-code.js';
import { harmlessLog } from './runner/harmless.js';
import type { QueueJobRunner } from './runner/queue-job.runner.js';
import type { RunReport } from './runner/run-report.js';
import { Tally } from './runner/tally.js';
import { flushOpenTelemetry } from './telemetry/flush-open-telemetry.js';
import type { Log } from './log.js';

/** In milliseconds: how long the start of the application may still take once it is told to end. */
const START_TIMEOUT = 5_000;

type NestOptions = NonNullable<Parameters<typeof NestFactory.createApplicationContext>[1]>;

/** Nest's options for an application context, and where the termination message goes. */
export interface QueueJobFactoryOptions extends NestOptions {
  /**
   * Where the termination message is written: what the container's `terminationMessagePath` says.
   *
   * @default the environment variable `TERMINATION_MESSAGE_PATH`, else `/dev/termination-log` where that exists
   */
  readonly terminationMessagePath?: string | undefined;
}

/** Runs an application as a job. */
export class QueueJobFactory {
  /**
   * Creates the application, runs the job once every bootstrap hook is through, closes the application, leaves the
   * termination message, and sets the exit code, with which the process then ends by itself. SIGTERM and SIGINT let the work
   * end gracefully; a second signal ends the process at once.
   *
   * Never rejects: a fault at start is logged, reported and told by the exit code like every other.
   *
   * @param rootModule the module that imports `QueueJobModule`
   * @example
   * await QueueJobFactory.run(AppModule); // main.ts, the whole file
   */
  static async run(
    rootModule: Type | DynamicModule,
    { terminationMessagePath, ...options }: QueueJobFactoryOptions = {},
  ): Promise<RunReport> {
    using shutdown = listenToSignals();
    const logger = harmlessLog(new Logger('QueueJob'));
    const leave = (report: RunReport) =>
      leaveTerminationMessage(report, terminationMessagePath, logger);
    let runner: QueueJobRunner | undefined;
    using _suddenEnd = watchForSuddenEnd({
      progress: () => runner?.progress,
      signals: shutdown,
      log: logger,
      leave,
    });
    const onRunner = (found: QueueJobRunner) => (runner = found);
    const report = await runJob(rootModule, options, shutdown.signal, onRunner);

    leave(report);
    endProcess(report.exitCode, logger);
    // Within the time that the process may linger anyway: nothing of how it ends depends on it.
    await flushOpenTelemetry(logger);
    return report;
  }
}

function leaveTerminationMessage(report: RunReport, path: string | undefined, log: Log): void {
  try {
    writeTerminationMessage(report, path ?? (process.env['TERMINATION_MESSAGE_PATH'] || undefined));
  } catch (error) {
    log.warn(`The termination message could not be written: ${describeError(error)}`);
  }
}

async function runJob(
  rootModule: Type | DynamicModule,
  options: NestOptions,
  stop: AbortSignal,
  onRunner: (runner: QueueJobRunner) => void,
): Promise<RunReport> {
  try {
    const app = await withoutHanging(createApplication(rootModule, options), stop);
    try {
      const runner = findRunner(app);
      onRunner(runner);
      return await runner.run(stop);
    } finally {
      await close(app);
    }
  } catch (thrown) {
    const error = legible(thrown);
    // Not left to Nest, which logs what a constructor throws but not what a hook does.
    new Logger('QueueJob').error(loggableError(error));
    const { counts, deliveries } = new Tally();
    return { exitCode: exitCodeOfStart(error), counts, deliveries, error, duration: 0 };
  }
}

function createApplication(
  rootModule: Type | DynamicModule,
  options: NestOptions,
): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(hosted(rootModule), {
    logger: new JobLogger(),
    // oxlint-disable-next-line typescript/no-misused-spread -- Nest declares these options as a class without methods
    ...options,
    // Otherwise Nest ends the process itself, with a code that says nothing.
    abortOnError: false,
  });
}

/** Gives up waiting for an application that is told to end before it has started, and does not get there. */
async function withoutHanging<T>(start: Promise<T>, stop: AbortSignal): Promise<T> {
  const gaveUp = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const onStop = () => {
    timer = setTimeout(() => gaveUp.reject(stop.reason as Error), START_TIMEOUT);
  };
  stop.addEventListener('abort', onStop, { once: true });
  try {
    return await Promise.race([start, gaveUp.promise]);
  } finally {
    stop.removeEventListener('abort', onStop);
    clearTimeout(timer);
  }
}
