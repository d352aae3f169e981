import type { Clock } from '../clock/clock.js';
import type { Duration } from '../options/duration.js';
import type { QueueJobOptions } from '../options/queue-job-options.js';
import { LeaseLostError } from '../queue/errors/lease-lost.error.js';
import type {
  MessageHandle,
  MessageQueue,
  ReceivedMessage,
  SendOptions,
} from '../queue/message-queue.js';
import type { DeliveryReport } from './delivery-report.js';
import { couldNotPoison, couldNotRequeue, couldNotSettle } from './delivery.messages.js';
import type { Lease } from './lease.js';
import { remainingTimeToLive } from './remaining-time-to-live.js';
import { retryUntil } from './retry-until.js';
import type { Verdict } from './verdict.js';

export interface SettlementOptions {
  readonly queue: MessageQueue;
  readonly poisonQueue: MessageQueue;
  readonly received: Pick<ReceivedMessage, 'expiresOn'>;
  readonly lease: Lease;
  readonly options: Pick<QueueJobOptions, 'poisonTimeToLive' | 'visibilityTimeout'>;
  /** What is sent to the poison queue. */
  readonly poisonText: (why: Pick<Settled, 'reason' | 'error'>) => string;
  readonly clock: Clock;
  /** Until when a call is repeated. */
  readonly deadline: () => number;
}

/** What a delivery report says of its end. */
export type Settled = Pick<DeliveryReport, 'outcome' | 'reason' | 'error'>;

type ComingBack = Extract<Verdict, { settle: 'release' | 'requeue' }>;

/**
 * Carries a verdict out. None of its calls can be cancelled from outside, and none rejects: what cannot be settled is left to
 * the queue, which shows the message again when its lease runs out.
 */
export class Settlement {
  readonly #with: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#with = options;
  }

  carryOut(verdict: Verdict): Promise<Settled> {
    switch (verdict.settle) {
      case 'complete':
        return this.#complete({ outcome: 'completed' });
      case 'release':
        return this.#release(verdict.delay, verdict);
      case 'requeue':
        return this.#requeue(verdict);
      case 'poison':
        return this.#poison(verdict);
      case 'nothing':
        return Promise.resolve(lost(verdict.error));
    }
  }

  async #complete(settled: Settled): Promise<Settled> {
    const { queue } = this.#with;
    try {
      await this.#end((handle) => queue.complete(handle));
      return settled;
    } catch (error) {
      return lost(error, settled.reason);
    }
  }

  async #release(delay: Duration, { outcome, reason, error }: Settled): Promise<Settled> {
    const { queue } = this.#with;
    try {
      await this.#end((handle) => queue.release(handle, delay.milliseconds));
      return { outcome, reason, error };
    } catch (fault) {
      if (fault instanceof LeaseLostError) return lost(fault, reason);
      return { outcome, reason: `${reason} ${couldNotSettle('released', fault)}`, error };
    }
  }

  async #poison({ reason, error }: { reason: string; error?: unknown }): Promise<Settled> {
    const { poisonQueue, options, poisonText } = this.#with;
    const timeToLive = options.poisonTimeToLive?.milliseconds;
    return this.#move(
      async () => void (await poisonQueue.send(poisonText({ reason, error }), { timeToLive })),
      { outcome: 'poisoned', reason, error },
      (fault) => couldNotPoison(poisonQueue.name, fault),
    );
  }

  async #requeue({ delay, outcome, reason, error }: ComingBack): Promise<Settled> {
    const { queue, received, lease, clock } = this.#with;
    const timeToLive = remainingTimeToLive(received.expiresOn, clock.now());
    const options: SendOptions = { delay: delay.milliseconds, timeToLive };
    return this.#move(
      async () => void (await queue.send(lease.text, options)),
      { outcome, reason, error },
      couldNotRequeue,
    );
  }

  /** First the copy, then the deletion: a crash between them makes a second copy, the other order would lose the message. */
  async #move(
    send: () => Promise<void>,
    settled: Settled,
    describe: (fault: unknown) => string,
  ): Promise<Settled> {
    const { lease, options, clock, deadline } = this.#with;
    // Progress that is being saved belongs into the copy.
    await lease.quiet();
    // The lease is still kept meanwhile. Its present end bounds the sending all the same, or it might go on for ever.
    const leaseEnd = lease.endsAt;
    try {
      await retryUntil(() => Math.min(leaseEnd, deadline()), send, clock);
    } catch (fault) {
      // Released at once it would be received, and fail to be moved, over and over.
      return this.#release(options.visibilityTimeout, {
        outcome: settled.outcome === 'poisoned' ? 'released' : settled.outcome,
        reason: `${settled.reason} ${describe(fault)}`,
        error: fault,
      });
    }
    return this.#complete(settled);
  }

  async #end(call: (handle: MessageHandle) => Promise<void>): Promise<void> {
    const { lease, clock, deadline } = this.#with;
    const handle = await lease.end();
    await retryUntil(
      () => Math.min(lease.endsAt, deadline()),
      () => call(handle),
      clock,
      lease.isReceiptDoubtful,
    );
  }
}

/** @param before what was to be told of the delivery, which may be why the lease is lost */
function lost(error: unknown, before?: string): Settled {
  const end = error instanceof LeaseLostError ? error.message : couldNotSettle('settled', error);
  return { outcome: 'lease-lost', reason: before === undefined ? end : `${before} ${end}`, error };
}
