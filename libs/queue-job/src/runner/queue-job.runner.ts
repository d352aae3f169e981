import {
  Inject,
  Injectable,
  Logger,
  Optional,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Delivery, type DeliveryContext } from '../delivery/delivery.js';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { ExecutorExplorer } from '../executor/executor.explorer.js';
import { QueueJobOptions } from '../options/queue-job-options.js';
import type { Outcome } from '../outcome.js';
import { QueueService } from '../queue/message-queue.js';
import { exitCodeOf } from './exit-code.js';
import { receive } from './receive.js';
import type { RunReport } from './run-report.js';
import { deliveryEnded, messageReceived, queueEmpty, shuttingDown } from './runner.messages.js';

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
export class QueueJobRunner implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('QueueJob');
  readonly #completion = Promise.withResolvers<RunReport>();
  readonly #closing = new AbortController();
  #isStarted = false;
  #context!: DeliveryContext;

  constructor(
    private readonly options: QueueJobOptions,
    private readonly queues: QueueService,
    private readonly executors: ExecutorExplorer,
    private readonly clock: Clock,
    @Optional() @Inject(STARTED_FROM_OUTSIDE) private readonly isStartedFromOutside = false,
  ) {}

  /** Resolves with the report when the run is over. Never rejects. */
  get completion(): Promise<RunReport> {
    return this.#completion.promise;
  }

  /** @throws ConfigurationError when there is no executor to call */
  onModuleInit(): void {
    const executor = this.executors.explore();
    this.#context = {
      queue: this.queues.getQueue(this.options.queueName),
      poisonQueue: this.queues.getQueue(this.options.poisonQueueName),
      options: this.options,
      execute: (message, signal) => executor.execute(message, signal),
      clock: this.clock,
      log: this.#logger,
    };
  }

  onApplicationBootstrap(): void {
    // Not awaited: Nest's own handling of signals, and of close(), waits for the end of this hook.
    if (!this.isStartedFromOutside) void this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.#closing.abort(new ShutdownError());
    if (this.#isStarted) await this.completion;
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
      this.#run(AbortSignal.any(signals)).then(this.#completion.resolve, this.#completion.reject);
    }
    return this.completion;
  }

  async #run(stop: AbortSignal): Promise<RunReport> {
    const start = this.clock.now();
    const deliveries: DeliveryReport[] = [];
    let error: unknown;
    try {
      const delivery = stop.aborted ? undefined : await this.#deliverNext(stop);
      if (delivery !== undefined) deliveries.push(delivery);
    } catch (fault) {
      error = fault;
      this.#logger.error((fault as Error).message);
    }
    return {
      exitCode: exitCodeOf({ deliveries, error }, this.options.failedOutcomes),
      queueName: this.options.queueName,
      deliveries,
      ...(error === undefined ? {} : { error }),
      duration: Math.round(this.clock.now() - start),
    };
  }

  /** @throws QueueError when nothing could be received */
  async #deliverNext(stop: AbortSignal): Promise<DeliveryReport | undefined> {
    const { queueName, maxDequeueCount, visibilityTimeout } = this.options;
    const lease = visibilityTimeout.milliseconds;
    const { messages, since } = await receive(
      this.#context.queue,
      { maxMessages: 1, lease },
      this.clock,
    );
    const [message] = messages;
    if (message === undefined) {
      this.#logger.log(queueEmpty(queueName), { queueName });
      return undefined;
    }
    const { id: messageId, dequeueCount } = message;
    this.#logger.log(messageReceived(messageId, dequeueCount, maxDequeueCount), {
      queueName,
      messageId,
      dequeueCount,
    });

    const abort = new AbortController();
    const cancelGrace = this.#abortAfterGrace(stop, abort);
    const report = await new Delivery(this.#context, message, since).run(abort.signal);
    cancelGrace();
    this.#tell(report);
    return report;
  }

  /** Aborts at once what begins after the stop; what is at work then gets its grace period. */
  #abortAfterGrace(stop: AbortSignal, abort: AbortController): () => void {
    if (stop.aborted) {
      abort.abort(stop.reason);
      return () => {};
    }
    const { shutdownGracePeriod } = this.options;
    let cancelTimer = () => {};
    const onStop = () => {
      this.#logger.log(shuttingDown((stop.reason as Error).message, shutdownGracePeriod));
      cancelTimer = this.clock.schedule(shutdownGracePeriod.milliseconds, () =>
        abort.abort(stop.reason),
      );
    };
    stop.addEventListener('abort', onStop, { once: true });
    return () => {
      stop.removeEventListener('abort', onStop);
      cancelTimer();
    };
  }

  #tell(report: DeliveryReport): void {
    const { messageId, dequeueCount, outcome, duration, error } = report;
    const { queueName } = this.options;
    const fields = { queueName, messageId, dequeueCount, outcome, duration };
    const isStackUseful =
      error instanceof Error && outcome !== 'aborted' && outcome !== 'lease-lost';
    this.#logger[LEVELS[outcome]](deliveryEnded(report), ...(isStackUseful ? [error] : []), fields);
  }
}
