import {
  Inject,
  Injectable,
  Logger,
  Optional,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import type { ObservedDelivery } from '../delivery/delivery-observer.js';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { loggableError } from '../delivery/loggable-error.js';
import { ExecutorRegistry } from '../executor/executor.registry.js';
import { QueueJobOptions } from '../options/queue-job-options.js';
import type { Outcome } from '../outcome.js';
import { QueueService } from '../queue/message-queue.js';
import { flushOpenTelemetry } from '../telemetry/flush-open-telemetry.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { harmlessLog } from './harmless.js';
import { ReadyFile } from './ready-file.js';
import { NOT_BEGUN, type RunProgress } from './run-progress.js';
import { Run } from './run.js';
import type { RunReport } from './run-report.js';
import { deliveryEnded, runEnded } from './runner.messages.js';

/** Provided when somebody else starts the run, which then does not start by itself. */
export const STARTED_FROM_OUTSIDE = Symbol('STARTED_FROM_OUTSIDE');

/** The level an operator expects: what comes back by itself is a warning, what needs a person is an error. */
const LEVELS = {
  completed: 'log',
  released: 'warn',
  poisoned: 'error',
  'lease-lost': 'warn',
  aborted: 'warn',
} as const satisfies Record<Outcome, keyof Logger>;

/**
 * The run: receives a message, has it delivered, reports. `QueueJobFactory.run` starts it when the application is ready;
 * without the factory it starts by itself in the bootstrap hook, and {@link completion} tells when it is over.
 */
@Injectable()
export class QueueJobRunner
  implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown
{
  readonly #logger = new Logger('QueueJob');
  readonly #completion = Promise.withResolvers<RunReport>();
  readonly #closing = new AbortController();
  readonly #readyFile: ReadyFile;
  #isStarted = false;
  #run: Run | undefined;

  /** @internal Nest makes it. */
  constructor(
    private readonly options: QueueJobOptions,
    private readonly queues: QueueService,
    private readonly executors: ExecutorRegistry,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
    @Optional() @Inject(STARTED_FROM_OUTSIDE) private readonly isStartedFromOutside = false,
  ) {
    this.#readyFile = new ReadyFile(options.readyFile, this.#logger);
  }

  /** Resolves with the report when the run is over. Never rejects. */
  get completion(): Promise<RunReport> {
    return this.#completion.promise;
  }

  /** How far the run has come. */
  get progress(): RunProgress {
    return this.#run?.progress ?? { ...NOT_BEGUN, queueName: this.options.queueName };
  }

  /**
   * @throws ConfigurationError when there is no executor to call, or what one needs is not there
   * @internal Nest calls it.
   */
  async onModuleInit(): Promise<void> {
    await this.#readyFile.remove();
    this.telemetry.load();
    await this.executors.load();
  }

  /** @internal Nest calls it. */
  onApplicationBootstrap(): void {
    // Not awaited: Nest's own handling of signals, and of close(), waits for the end of this hook.
    if (!this.isStartedFromOutside) void this.run();
  }

  /** @internal Nest calls it. */
  async onModuleDestroy(): Promise<void> {
    this.#closing.abort(new ShutdownError());
    if (this.#isStarted) await this.completion;
  }

  /** @internal Nest calls it. */
  async onApplicationShutdown(): Promise<void> {
    // Whoever starts the run is the one to end the process, and does this last of all.
    if (!this.isStartedFromOutside) await flushOpenTelemetry(harmlessLog(this.#logger));
  }

  /**
   * Starts the run, once; later calls return the same report.
   *
   * @param stop asks the run to end: nothing more is received, and executors get `shutdownGracePeriod` to end by themselves
   *   before their signals are aborted
   */
  run(stop?: AbortSignal): Promise<RunReport> {
    if (!this.#isStarted) {
      this.#isStarted = true;
      const signals = [this.#closing.signal, ...(stop === undefined ? [] : [stop])];
      this.#start(AbortSignal.any(signals)).then(this.#completion.resolve, this.#completion.reject);
    }
    return this.completion;
  }

  async #start(stop: AbortSignal): Promise<RunReport> {
    const { options, queues, executors, clock } = this;
    const context = {
      queue: queues.getQueue(options.queueName),
      poisonQueue: queues.getQueue(options.poisonQueueName),
      options,
      executors,
      clock,
      log: this.#logger,
      onFirstMessage: () => void this.#readyFile.write(),
      observe: (delivery: ObservedDelivery) => this.telemetry.observe(delivery),
      onDelivery: (report: DeliveryReport) => this.#tell(report),
    };
    await this.telemetry.start();
    this.#run = new Run(context, stop);
    const report = await this.#run.start();
    await this.telemetry.settled();
    if (options.maxMessages > 1) {
      const fields = { queueName: options.queueName, ...report.counts };
      harmlessLog(this.#logger).log(runEnded(report), fields);
    }
    return report;
  }

  #tell(report: DeliveryReport): void {
    const { messageId, dequeueCount, type, executor, outcome, duration, error } = report;
    const { queueName } = this.options;
    const fields = { queueName, messageId, dequeueCount, type, executor, outcome, duration };
    const isStackUseful =
      error instanceof Error && outcome !== 'aborted' && outcome !== 'lease-lost';
    this.#logger[LEVELS[outcome]](
      deliveryEnded(report),
      ...(isStackUseful ? [loggableError(error)] : []),
      fields,
    );
  }
}
