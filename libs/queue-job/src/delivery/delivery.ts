import type { Clock } from '../clock/clock.js';
import { decodeText } from '../message/message-encoding.js';
import { parseBody } from '../message/parse-body.js';
import type { QueueMessage } from '../message/queue-message.js';
import { Duration } from '../options/duration.js';
import type { QueueJobOptions } from '../options/queue-job-options.js';
import type { MessageQueue, ReceivedMessage } from '../queue/message-queue.js';
import type { Log } from '../telemetry/log.js';
import type { DeliveryReport } from './delivery-report.js';
import {
  abortedBeforeExecution,
  abortedInExecution,
  attemptFailed,
  cannotSucceed,
  executorIgnoredSignal,
  lastAttemptFailed,
  tooManyDeliveries,
} from './delivery.messages.js';
import { PoisonMessageError } from './errors/poison-message.error.js';
import { execute, type Execution } from './execution.js';
import { Lease } from './lease.js';
import { releaseDelay } from './release-delay.js';
import { Settlement } from './settlement.js';
import type { Verdict } from './verdict.js';

/** How long an executor whose signal was aborted is waited for. */
const PATIENCE = Duration.ofSeconds(3);

/** In milliseconds: how long settling may take once the process is to end. */
const SETTLE_IN_SHUTDOWN = 5_000;

/** What every delivery of a run shares. */
export interface DeliveryContext {
  readonly queue: MessageQueue;
  readonly poisonQueue: MessageQueue;
  readonly options: QueueJobOptions;
  readonly execute: (message: QueueMessage, signal: AbortSignal) => unknown;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * One delivery of one message, from its receipt to its settling: a verdict is reached, then carried out. Whatever happens,
 * the message is deleted only once it was executed to the end or lies in the poison queue.
 */
export class Delivery {
  readonly #context: DeliveryContext;
  readonly #message: ReceivedMessage;
  readonly #since: number;
  readonly #lease: Lease;
  #isExecutorStillRunning = false;

  /** @param since when the receive was sent, by the context's clock: the lease began no earlier */
  constructor(context: DeliveryContext, message: ReceivedMessage, since: number) {
    const { queue, options, clock, log } = context;
    const length = options.visibilityTimeout.milliseconds;
    this.#context = context;
    this.#message = message;
    this.#since = since;
    this.#lease = new Lease({ queue, message, length, since, clock, log });
  }

  /**
   * Never rejects.
   *
   * @param abort ends the work: the message is released at once unless the executor makes it to its end
   */
  async run(abort: AbortSignal): Promise<DeliveryReport> {
    const { clock } = this.#context;
    let deadline = Infinity;
    const hurry = () => (deadline = clock.now() + SETTLE_IN_SHUTDOWN);
    abort.addEventListener('abort', hurry, { once: true });

    const verdict = await this.#judge(abort);
    if (abort.aborted) hurry();
    const settled = await new Settlement({
      ...this.#context,
      message: this.#message,
      lease: this.#lease,
      deadline: () => deadline,
    }).carryOut(verdict);

    abort.removeEventListener('abort', hurry);
    return {
      messageId: this.#message.id,
      dequeueCount: this.#message.dequeueCount,
      ...settled,
      duration: Math.round(clock.now() - this.#since),
      isExecutorStillRunning: this.#isExecutorStillRunning,
    };
  }

  async #judge(abort: AbortSignal): Promise<Verdict> {
    const { maxDequeueCount } = this.#context.options;
    const { dequeueCount } = this.#message;
    // Before anything of the message is touched: it may be what killed the processes that had it.
    if (dequeueCount > maxDequeueCount) {
      return { settle: 'poison', reason: tooManyDeliveries(dequeueCount, maxDequeueCount) };
    }
    if (abort.aborted) return this.#aborted(abortedBeforeExecution(abort.reason), abort);
    let message: QueueMessage;
    try {
      message = this.#decode();
    } catch (error) {
      return { settle: 'poison', reason: cannotSucceed(error), error };
    }
    return this.#execute(message, abort);
  }

  /** @throws UndecodableMessageError */
  #decode(): QueueMessage {
    const { options, queue } = this.#context;
    const { id, text, dequeueCount, insertedOn, expiresOn } = this.#message;
    const bytes = decodeText(text, options.messageEncoding);
    return {
      id,
      queueName: queue.name,
      ...parseBody(bytes),
      bytes,
      dequeueCount,
      isLastAttempt: this.#isLastAttempt,
      insertedOn,
      expiresOn,
    };
  }

  async #execute(message: QueueMessage, abort: AbortSignal): Promise<Verdict> {
    const { options, clock, log } = this.#context;
    const execution = await execute((signal) => this.#context.execute(message, signal), {
      signal: AbortSignal.any([this.#lease.lost, abort]),
      timeout: options.executionTimeout,
      patience: PATIENCE,
      clock,
    });
    if (execution.status === 'abandoned') {
      this.#isExecutorStillRunning = true;
      log.warn(executorIgnoredSignal(PATIENCE), { messageId: message.id });
    }
    return this.#judgeExecution(execution, abort);
  }

  #judgeExecution(execution: Execution, abort: AbortSignal): Verdict {
    // First of all, because whatever the executor did, the message may not be touched any more.
    if (this.#lease.lost.aborted) return { settle: 'nothing', error: this.#lease.lost.reason };
    // Work that made it to its end counts, however late.
    if (execution.status === 'succeeded') return { settle: 'complete' };

    const { error } = execution;
    if (error instanceof PoisonMessageError) {
      return { settle: 'poison', reason: cannotSucceed(error), error };
    }
    return abort.aborted
      ? this.#aborted(abortedInExecution(abort.reason), abort)
      : this.#failed(error);
  }

  #aborted(reason: string, { reason: error }: AbortSignal): Verdict {
    return { settle: 'release', outcome: 'aborted', delay: Duration.ofSeconds(0), reason, error };
  }

  #failed(error: unknown): Verdict {
    const { options, clock } = this.#context;
    const { dequeueCount } = this.#message;
    if (this.#isLastAttempt) {
      const reason = lastAttemptFailed(dequeueCount, options.maxDequeueCount, error);
      return { settle: 'poison', reason, error };
    }
    const reason = attemptFailed(dequeueCount, options.maxDequeueCount, error);
    const { retryDelay } = options;
    const delay = releaseDelay(error, this.#message, { retryDelay, now: clock.now() });
    return { settle: 'release', outcome: 'released', delay, reason, error };
  }

  get #isLastAttempt(): boolean {
    return this.#message.dequeueCount >= this.#context.options.maxDequeueCount;
  }
}
