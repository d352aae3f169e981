import type { Cancel, Clock } from '../clock/clock.js';
import { LeaseLostError } from '../queue/errors/lease-lost.error.js';
import type { MessageHandle, MessageQueue } from '../queue/message-queue.js';
import type { Log } from '../telemetry/log.js';
import { leaseRanOut, renewalFailed } from './delivery.messages.js';

/** Between two tries to renew when the first got no answer: a fraction of the lease, so that several fit into its rest. */
const RETRY_FRACTION = 1 / 10;

export interface LeaseOptions {
  readonly queue: MessageQueue;
  readonly message: MessageHandle;
  /** In milliseconds. */
  readonly length: number;
  /** The latest moment at which the lease is known to have begun: when the receive was sent, by our own clock. */
  readonly since: number;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The time in which nobody else sees a message, kept by renewing it at half its length. Every renewal replaces the receipt,
 * so this is the only owner of it, and renewing and settling never overlap.
 */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #lost = new AbortController();
  #message: MessageHandle;
  #endsAt: number;
  #cancelTimer: Cancel = () => {};
  #renewal: Promise<void> = Promise.resolve();
  #isKept = true;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#message = options.message;
    this.#endsAt = options.since + options.length;
    this.#renewAt(options.since + options.length / 2);
  }

  /** Aborted with a `LeaseLostError` as soon as it is known that somebody else has the message, or may have. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** When the lease runs out unless it is renewed, by our own clock. */
  get endsAt(): number {
    return this.#endsAt;
  }

  /**
   * Stops renewing, once and for all, and hands out the receipt to settle with.
   *
   * @throws LeaseLostError when the lease is lost
   */
  async end(): Promise<MessageHandle> {
    this.#isKept = false;
    this.#cancelTimer();
    await this.#renewal;
    this.lost.throwIfAborted();
    return this.#message;
  }

  #renewAt(time: number): void {
    if (!this.#isKept) return;
    const { clock } = this.#options;
    this.#cancelTimer = clock.schedule(Math.max(0, time - clock.now()), () => {
      this.#renewal = this.#renew();
    });
  }

  async #renew(): Promise<void> {
    const { queue, length, clock, log } = this.#options;
    const since = clock.now();
    // An answer after the end would come too late to be of use: give up then at the latest.
    const tooLate = new AbortController();
    const cancel = clock.schedule(Math.max(this.#endsAt - since, length * RETRY_FRACTION), () =>
      tooLate.abort(),
    );
    try {
      this.#message = await queue.renew(this.#message, length, tooLate.signal);
      this.#endsAt = since + length;
      this.#renewAt(since + length / 2);
    } catch (error) {
      if (error instanceof LeaseLostError) return this.#lose(error);
      if (clock.now() >= this.#endsAt) return this.#lose(this.#ranOut(error));
      log.warn(renewalFailed(this.#message.id, error), { messageId: this.#message.id });
      this.#renewAt(Math.min(clock.now() + length * RETRY_FRACTION, this.#endsAt));
    } finally {
      cancel();
    }
  }

  #lose(error: LeaseLostError): void {
    this.#isKept = false;
    this.#lost.abort(error);
  }

  #ranOut(cause: unknown): LeaseLostError {
    const { name: queueName } = this.#options.queue;
    return new LeaseLostError(leaseRanOut(queueName, this.#message.id, cause), {
      queueName,
      cause,
    });
  }
}
