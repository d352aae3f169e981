import { SingletonBusyError } from '../executor/errors/singleton-busy.error.js';
import type { Executor } from '../executor/executor.interface.js';
import { PoisonMessageError } from '../message/errors/poison-message.error.js';
import { readMessage } from '../message/read-message.js';
import type { QueueMessage } from '../message/queue-message.js';
import { Duration } from '../options/duration.js';
import type { ReceivedMessage } from '../queue/message-queue.js';
import type { DeliveryContext } from './delivery-context.js';
import type { DeliveryObserver } from './delivery-observer.js';
import type { DeliveryReport } from './delivery-report.js';
import { executorIgnoredSignal, tooManyDeliveries } from './delivery.messages.js';
import { Execution, type ExecutionEnd } from './execution.js';
import { judgeFailure } from './judge-failure.js';
import { judgeAborted, judgeUnbegun } from './judge-unfinished.js';
import { Lease } from './lease.js';
import { poisonText } from './poison-text.js';
import { Settlement } from './settlement.js';
import type { Verdict } from './verdict.js';

/** How long an executor whose signal was aborted is waited for. */
const PATIENCE = Duration.ofSeconds(3);

/** In milliseconds: how long settling may take once the process is to end. */
const SETTLE_IN_SHUTDOWN = 5_000;

/** The end of a process that cannot wait for a delivery any longer. */
interface Aborted {
  readonly reason: Error;
  /** When it was told, by the context's clock. */
  readonly at: number;
}

/**
 * One delivery of one message, from its receipt to its settling: a verdict is reached, then carried out. The lease is kept from
 * the beginning, so that a delivery may wait for its turn. Whatever happens, the message is deleted only once it was executed
 * to the end, or a copy of it lies in the poison queue or took its place.
 */
export class Delivery {
  readonly observer: DeliveryObserver;
  readonly #context: DeliveryContext;
  readonly #received: ReceivedMessage;
  readonly #since: number;
  readonly #lease: Lease;
  #message: QueueMessage | undefined;
  #executor: Executor | undefined;
  /** The call of the executor, while it is being made. */
  #execution: Execution | undefined;
  #aborted: Aborted | undefined;
  #isExecutorStillRunning = false;

  /** @param since when the receive was sent, by the context's clock: the lease began no earlier */
  constructor(context: DeliveryContext, received: ReceivedMessage, since: number) {
    const { queue, options, clock, log, observe } = context;
    const { id: messageId, dequeueCount, insertedOn } = received;
    const length = options.visibilityTimeout.milliseconds;
    this.#context = context;
    this.#received = received;
    this.#since = since;
    this.observer = observe({ queueName: queue.name, messageId, dequeueCount, insertedOn });
    this.#lease = new Lease({
      queue,
      message: received,
      length,
      since,
      clock,
      log,
      within: (work) => this.observer.run(work),
      onRenewed: () => this.observer.renewed(),
      onLost: (error) => this.#execution?.abort(error),
    });
  }

  get messageId(): string {
    return this.#received.id;
  }

  get dequeueCount(): number {
    return this.#received.dequeueCount;
  }

  /** Gives a message back that was not begun. Never rejects. */
  async giveBack(): Promise<void> {
    const { options, clock } = this.#context;
    const deadline = clock.now() + SETTLE_IN_SHUTDOWN;
    await this.#settlement(() => deadline).carryOut(judgeUnbegun(this.dequeueCount, options));
  }

  /**
   * Never rejects.
   *
   * @param stop keeps work from beginning
   */
  async run(stop: AbortSignal): Promise<DeliveryReport> {
    const { clock } = this.#context;
    const verdict = await this.#judge(stop);
    const settlement = this.#settlement(this.#deadline());
    const settled = await this.observer.run(() => settlement.carryOut(verdict));
    return {
      messageId: this.messageId,
      dequeueCount: this.dequeueCount,
      type: this.#message?.type,
      executor: this.#executor?.name,
      ...settled,
      duration: Math.round(clock.now() - this.#since),
      isExecutorStillRunning: this.#isExecutorStillRunning,
    };
  }

  /**
   * Ends the work, once the run has been stopped: the message is released at once unless the executor makes it to its end.
   *
   * @param reason the executor is given
   */
  abort(reason: Error): void {
    this.#aborted ??= { reason, at: this.#context.clock.now() };
    this.#execution?.abort(reason);
  }

  async #judge(stop: AbortSignal): Promise<Verdict> {
    const { options, executors } = this.#context;
    await this.#lease.confirm();
    if (this.#lease.lost !== undefined) return { settle: 'nothing', error: this.#lease.lost };
    // Before anything of the message is touched: it may be what killed the processes that had it.
    if (this.dequeueCount > options.maxDequeueCount) {
      const reason = tooManyDeliveries(this.dequeueCount, options.maxDequeueCount);
      return { settle: 'poison', reason };
    }
    if (stop.aborted) return judgeUnbegun(this.dequeueCount, options, stop.reason as Error);
    try {
      this.#message = this.#read();
      this.observer.read(this.#message);
      this.#executor = executors.choose(this.#message);
    } catch (error) {
      return judgeFailure(error, this.#received, this.#context);
    }
    return await this.#execute(this.#executor, this.#message);
  }

  /** @throws UndecodableMessageError */
  #read(): QueueMessage {
    const { options, queue } = this.#context;
    const delivery = { queueName: queue.name, isLastAttempt: this.#isLastAttempt };
    return readMessage(this.#received, delivery, options, (text) => this.#lease.rewrite(text));
  }

  async #execute(executor: Executor, message: QueueMessage): Promise<Verdict> {
    const { options, clock, log } = this.#context;
    const timeout = options.executionTimeout;
    this.#execution = new Execution({ timeout, patience: PATIENCE, clock });
    const end = await this.#execution.run((signal) =>
      this.observer.run(() => executor.execute(message, signal)),
    );
    this.#execution = undefined;
    if (end.status === 'abandoned') {
      this.#isExecutorStillRunning = true;
      log.warn(executorIgnoredSignal(PATIENCE), { messageId: message.id });
    }
    return this.#judgeExecution(end);
  }

  #judgeExecution(end: ExecutionEnd): Verdict {
    // First of all, because whatever the executor did, the message may not be touched any more.
    if (this.#lease.lost !== undefined) return { settle: 'nothing', error: this.#lease.lost };
    // Work that made it to its end counts, however late.
    if (end.status === 'succeeded') return { settle: 'complete' };

    const { error } = end;
    const isItsOwn = error instanceof PoisonMessageError || error instanceof SingletonBusyError;
    return this.#aborted === undefined || isItsOwn
      ? judgeFailure(error, this.#received, this.#context)
      : judgeAborted(this.#aborted.reason);
  }

  /** Until when what begins to be settled now may be tried again: to be asked anew each time, as the end of the process may come. */
  #deadline(): () => number {
    const begun = this.#context.clock.now();
    return () =>
      this.#aborted === undefined
        ? Infinity
        : Math.max(begun, this.#aborted.at) + SETTLE_IN_SHUTDOWN;
  }

  #settlement(deadline: () => number): Settlement {
    const { queue, poisonQueue, options, clock } = this.#context;
    return new Settlement({
      queue,
      poisonQueue,
      options,
      clock,
      received: this.#received,
      lease: this.#lease,
      poisonText: (why) =>
        poisonText(this.#context, {
          ...why,
          received: { ...this.#received, text: this.#lease.text },
          message: this.#message,
          executor: this.#executor,
        }),
      deadline,
    });
  }

  get #isLastAttempt(): boolean {
    return this.dequeueCount >= this.#context.options.maxDequeueCount;
  }
}
