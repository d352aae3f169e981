import type { Cancel, Clock } from '../clock/clock.js';
import { LeaseLostError } from '../queue/errors/lease-lost.error.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import type { MessageHandle, MessageQueue } from '../queue/message-queue.js';
import type { Log } from '../log.js';
import {
  leaseLate,
  leaseOverdue,
  leaseRanOut,
  leaseSettled,
  renewalFailed,
} from './delivery.messages.js';

/** Between two tries to renew when the first got no answer: a fraction of the lease, so that several fit into its rest. */
const RETRY_FRACTION = 1 / 10;

export interface LeaseOptions {
  readonly queue: MessageQueue;
  readonly message: MessageHandle & { readonly text: string };
  /** In milliseconds. */
  readonly length: number;
  /** The latest moment at which the lease is known to have begun: when the receive was sent, by our own clock. */
  readonly since: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Does what a timer sets off, as a part of the delivery. */
  readonly within: (work: () => void) => void;
  /** Called after every renewal; never throws. */
  readonly onRenewed: () => void;
  /** Called once, when the lease is lost; never throws. */
  readonly onLost: (error: LeaseLostError) => void;
}

/**
 * The time in which nobody else sees a message, kept by renewing it at half its length. Every renewal replaces the receipt,
 * so this is the only owner of it, and its calls are made one after the other.
 */
export class Lease {
  readonly #options: LeaseOptions;
  #message: MessageHandle;
  #text: string;
  #endsAt: number;
  #isKept = true;
  #isReceiptDoubtful = false;
  #lost: LeaseLostError | undefined;
  /** When the next renewal is due; never while none is waited for. */
  #dueAt = Infinity;
  #cancelTimer: Cancel = () => {};
  /** The call that is being made, or was made last. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#message = options.message;
    this.#text = options.message.text;
    this.#endsAt = options.since + options.length;
    this.#renewAt(options.since + options.length / 2);
  }

  /** Set as soon as it is known that somebody else has the message, or may have. */
  get lost(): LeaseLostError | undefined {
    return this.#lost;
  }

  /** When the lease runs out unless it is renewed, by our own clock. */
  get endsAt(): number {
    return this.#endsAt;
  }

  /** Whether a renewal without an answer may have replaced the receipt: it may then be stale although nobody else has the message. */
  get isReceiptDoubtful(): boolean {
    return this.#isReceiptDoubtful;
  }

  /** The message's text as it lies in the queue now. */
  get text(): string {
    return this.#text;
  }

  /**
   * Replaces the message's text, which renews the lease as well.
   *
   * @throws LeaseLostError when the lease is lost, or its end has come
   * @throws QueueError when the text was not, or may not have been, replaced
   */
  async rewrite(text: string): Promise<void> {
    // The receipt has been handed out then: replacing it would make the settling fail.
    if (!this.#isKept) throw this.#lost ?? this.#settled();
    const stoodStill = this.#tellStandstill();
    await this.#inTurn(async () => {
      if (this.#lost !== undefined) throw this.#lost;
      try {
        await (stoodStill ? this.#reclaim(text) : this.#renew(text));
      } catch (error) {
        if (error instanceof LeaseLostError) this.#lose(error);
        throw error;
      }
    });
  }

  /**
   * Makes sure before work begins that the message is still ours. A lease that ran out by then, because the receive was answered
   * late or this process stood still, is renewed first: somebody else may have received the message.
   */
  async confirm(): Promise<void> {
    const { clock, log } = this.#options;
    const messageId = this.#message.id;
    const overdue = clock.now() - this.#endsAt;
    if (overdue < 0 || !this.#isKept) return;
    this.#cancelTimer();
    this.#dueAt = Infinity;
    log.warn(leaseLate(messageId, overdue), { messageId });
    // Nobody is at work yet, so that an answer may take its time.
    await this.#inTurn(() => this.#keep(true, this.#options.length / 2));
  }

  /** Resolves when the calls under way have ended. */
  async quiet(): Promise<void> {
    await this.#turn;
  }

  /**
   * Stops renewing, once and for all, and hands out the receipt to settle with. Where the lease ran out while the process stood
   * still it is renewed once more first, which tells whether the message is still ours.
   *
   * @throws LeaseLostError when the lease is lost
   * @throws QueueError when it ran out, and storage gives no answer
   */
  async end(): Promise<MessageHandle> {
    this.#isKept = false;
    const stoodStill = this.#tellStandstill();
    this.#cancelTimer();
    // The last that was begun: a lease that is no longer kept begins nothing.
    await this.#turn;
    if (this.#lost !== undefined) throw this.#lost;
    if (stoodStill) await this.#reclaim();
    return this.#message;
  }

  #renewAt(time: number): void {
    if (!this.#isKept) return;
    const { clock, within } = this.#options;
    this.#cancelTimer();
    this.#dueAt = time;
    this.#cancelTimer = clock.schedule(Math.max(0, time - clock.now()), () => {
      within(() => this.#renewInTime());
    });
  }

  #renewInTime(): void {
    const stoodStill = this.#tellStandstill();
    this.#dueAt = Infinity;
    void this.#inTurn(() => this.#keep(stoodStill));
  }

  /** Renews, and decides what a failure means. Never rejects. */
  async #keep(stoodStill: boolean, patience?: number): Promise<void> {
    if (!this.#isKept) return;
    const { length, clock, log } = this.#options;
    try {
      await (stoodStill ? this.#reclaim(undefined, patience) : this.#renew());
    } catch (error) {
      if (error instanceof LeaseLostError) return this.#lose(error);
      if (clock.now() >= this.#endsAt) return this.#lose(this.#ranOut(error));
      log.warn(renewalFailed(this.#message.id, error), { messageId: this.#message.id });
      this.#renewAt(Math.min(clock.now() + length * RETRY_FRACTION, this.#endsAt));
    }
  }

  /** @param least how long an answer is waited for at least, in milliseconds; a tenth of the lease unless told otherwise */
  async #renew(text?: string, least = this.#options.length * RETRY_FRACTION): Promise<void> {
    const { queue, length, clock, onRenewed } = this.#options;
    const since = clock.now();
    // An answer after the end would come too late to be of use: give up then at the latest.
    const tooLate = new AbortController();
    const patience = Math.max(this.#endsAt - since, least);
    const cancel = clock.schedule(patience, () => tooLate.abort());
    try {
      const change = text === undefined ? {} : { text };
      this.#message = await queue.renew(this.#message, length, {
        ...change,
        signal: tooLate.signal,
      });
      this.#isReceiptDoubtful = false;
      this.#text = text ?? this.#text;
      this.#endsAt = since + length;
      this.#renewAt(since + length / 2);
      onRenewed();
    } catch (error) {
      this.#isReceiptDoubtful ||=
        error instanceof QueueUnavailableError && error.mayHaveTakenEffect;
      throw error;
    } finally {
      cancel();
    }
  }

  /** Renews after a standstill. Connections may have died in it, so that one failure tells nothing. */
  async #reclaim(text?: string, patience?: number): Promise<void> {
    try {
      await this.#renew(text, patience);
    } catch (error) {
      if (error instanceof LeaseLostError) throw error;
      await this.#renew(text, patience);
    }
  }

  /**
   * A renewal that is long due at the end of the lease says that nothing in this process went on, which nobody was told of: the
   * receipt may still be good, or not. Where storage was at fault, renewals were tried.
   */
  #tellStandstill(): boolean {
    const { length, clock, log } = this.#options;
    const overdue = clock.now() - this.#endsAt;
    const isLongDue = clock.now() - this.#dueAt > length * RETRY_FRACTION;
    if (overdue < 0 || !isLongDue) return false;
    this.#dueAt = Infinity;
    log.warn(leaseOverdue(this.#message.id, overdue), { messageId: this.#message.id });
    return true;
  }

  #inTurn<T>(call: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(call, call);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  #lose(error: LeaseLostError): void {
    this.#isKept = false;
    this.#cancelTimer();
    this.#lost = error;
    this.#options.onLost(error);
  }

  #settled(): LeaseLostError {
    const { name: queueName } = this.#options.queue;
    return new LeaseLostError(leaseSettled(queueName, this.#message.id), { queueName });
  }

  #ranOut(cause: unknown): LeaseLostError {
    const { name: queueName } = this.#options.queue;
    return new LeaseLostError(leaseRanOut(queueName, this.#message.id, cause), {
      queueName,
      cause,
    });
  }
}
