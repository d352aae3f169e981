import { Delivery } from '../delivery/delivery.js';
import type { DeliveryContext } from '../delivery/delivery-context.js';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import type { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { Bell } from './bell.js';
import { exitCodeOf } from './exit-code.js';
import { harmless, harmlessLog } from './harmless.js';
import { receive } from './receive.js';
import { RunLimits } from './run-limits.js';
import type { RunProgress } from './run-progress.js';
import type { RunReport } from './run-report.js';
import { deliveryStarts, gaveBack, queueEmpty } from './runner.messages.js';
import { Tally } from './tally.js';

/** What the service hands out in one receive at most. */
const LARGEST_BATCH = 32;

/** In milliseconds: the pause after a first empty receive, doubled after every further one up to the last. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;

/** Everything a run works with. */
export interface RunContext extends DeliveryContext {
  /** Is told once, when the first message is leased. */
  readonly onFirstMessage: () => void;
  /** Is told of every delivery that has ended. */
  readonly onDelivery: (report: DeliveryReport) => void;
}

/**
 * One run: messages are received ahead within bounds, wait for their turn under a kept lease, and are executed side by side. It
 * ends when `maxMessages` were delivered, the queue stays empty for `idleTimeout`, `maxRunTime` is over, storage fails, or it is
 * told to stop; what is being executed then comes to its end first.
 */
export class Run {
  readonly #context: RunContext;
  readonly #stop: AbortSignal;
  /** Rung when a delivery has ended or a limit is reached. */
  readonly #bell: Bell;
  readonly #limits: RunLimits;
  readonly #tally = new Tally();
  readonly #waiting: Delivery[] = [];
  readonly #executing = new Set<Delivery>();
  #received = 0;
  #error: unknown;
  #report: RunReport | undefined;

  /** @param stop aborted with a `ShutdownError`: ends the run, by force once `shutdownGracePeriod` is over */
  constructor(context: RunContext, stop: AbortSignal) {
    const { log, onFirstMessage, onDelivery } = context;
    this.#context = {
      ...context,
      log: harmlessLog(log),
      onFirstMessage: harmless(onFirstMessage),
      onDelivery: harmless(onDelivery),
    };
    this.#stop = stop;
    this.#bell = new Bell(context.clock);
    this.#limits = new RunLimits(stop, {
      ...this.#context,
      onReached: () => this.#bell.ring(),
      onGraceOver: (reason) => this.#abort(reason),
    });
  }

  get progress(): RunProgress {
    const { queueName } = this.#context.options;
    return {
      queueName,
      counts: { ...this.#tally.counts },
      deliveries: [...this.#tally.deliveries],
      unsettled: [...this.#executing, ...this.#waiting],
      report: this.#report,
    };
  }

  /** Never rejects. */
  async start(): Promise<RunReport> {
    const { clock, options } = this.#context;
    const start = clock.now();
    using _limits = this.#limits;
    await this.#receiveAndExecute();
    await this.#clearUp();
    const { counts, deliveries } = this.#tally;
    const error = this.#error;
    const stoppedBy = this.#stop.reason as ShutdownError | undefined;
    this.#report = {
      exitCode: exitCodeOf({ counts, error, stoppedBy }, options.failedOutcomes),
      queueName: options.queueName,
      counts,
      deliveries,
      ...(error === undefined ? {} : { error }),
      duration: Math.round(clock.now() - start),
    };
    return this.#report;
  }

  async #receiveAndExecute(): Promise<void> {
    const { clock, options } = this.#context;
    const idleTimeout = options.idleTimeout.milliseconds;
    let emptySince: number | undefined;
    let pause = FIRST_PAUSE;
    while (!this.#limits.isReached && this.#error === undefined) {
      this.#executeWaiting();
      const wanted = this.#wanted;
      const { rings } = this.#bell;
      if (wanted === 0) {
        if (this.#executing.size === 0) return;
        await this.#bell.heard();
      } else if (await this.#receive(wanted)) {
        emptySince = undefined;
        pause = FIRST_PAUSE;
      } else if (this.#bell.rings === rings) {
        if (this.#executing.size > 0) {
          // What is being executed may yet come back: the queue is only empty once that has ended.
          await this.#bell.heard(idleTimeout === 0 ? undefined : pause);
        } else {
          emptySince ??= clock.now();
          const patience = emptySince + idleTimeout - clock.now();
          if (patience <= 0) return this.#tellEmpty();
          await this.#bell.heard(Math.min(pause, patience));
        }
        if (this.#bell.rings === rings) pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
      // Else something ended during the receive and may have come back unseen by it: its answer tells nothing.
    }
  }

  /**
   * How many messages to receive now: one ahead for each that is being executed, and none while some still wait, so that
   * batches are as large as they may be.
   */
  get #wanted(): number {
    const { maxMessages, concurrency } = this.#context.options;
    if (this.#waiting.length > 0) return 0;
    const room = 2 * concurrency - this.#executing.size;
    return Math.min(LARGEST_BATCH, maxMessages - this.#received, room);
  }

  /** @returns whether there was any message, or a reason to end */
  async #receive(maxMessages: number): Promise<boolean> {
    const { queue, options, clock, log, onFirstMessage } = this.#context;
    const lease = options.visibilityTimeout.milliseconds;
    try {
      const isOver = () => this.#limits.isReached;
      const { messages, since } = await receive(queue, { maxMessages, lease }, clock, isOver);
      if (this.#received === 0 && messages.length > 0) onFirstMessage();
      this.#received += messages.length;
      this.#waiting.push(...messages.map((message) => new Delivery(this.#context, message, since)));
      return messages.length > 0;
    } catch (error) {
      this.#error = error;
      log.error((error as Error).message, { queueName: queue.name });
      return true;
    }
  }

  #executeWaiting(): void {
    while (this.#executing.size < this.#context.options.concurrency) {
      const delivery = this.#waiting.shift();
      if (delivery === undefined) return;
      this.#execute(delivery);
    }
  }

  #execute(delivery: Delivery): void {
    this.#executing.add(delivery);
    void delivery.observer.run(() => this.#deliver(delivery));
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { options, log, onDelivery } = this.#context;
    const { messageId, dequeueCount } = delivery;
    const { queueName, maxDequeueCount } = options;
    log.log(deliveryStarts(delivery, maxDequeueCount), { queueName, messageId, dequeueCount });
    delivery.observer.begun();
    const report = await delivery.run(this.#stop);
    this.#executing.delete(delivery);
    this.#tally.add(report);
    onDelivery(report);
    delivery.observer.ended(report);
    this.#bell.ring();
  }

  #abort(reason: ShutdownError): void {
    for (const delivery of this.#executing) delivery.abort(reason);
  }

  /** Gives back at once what was not begun, and waits for what was. */
  async #clearUp(): Promise<void> {
    if (this.#stop.aborted) {
      // In the report as well: they are the unfinished work that the exit code tells of.
      for (const delivery of this.#waiting.splice(0)) {
        delivery.abort(this.#stop.reason as ShutdownError);
        this.#execute(delivery);
      }
    } else if (this.#waiting.length > 0) {
      await Promise.all(this.#waiting.map((delivery) => delivery.giveBack()));
      this.#context.log.log(gaveBack(this.#waiting.splice(0).length));
    }
    while (this.#executing.size > 0) await this.#bell.heard();
  }

  #tellEmpty(): void {
    const { queueName } = this.#context.options;
    if (this.#received === 0) this.#context.log.log(queueEmpty(queueName), { queueName });
  }
}
