import type { Cancel, Clock } from '../clock/clock.js';
import { LockLostError } from './errors/lock-lost.error.js';
import { lockRanOut } from './lock.messages.js';
import type { Lock } from './lock-service.js';

/** In milliseconds: how long a lease lasts, the longest that the service grants besides for ever. */
export const LEASE = 60_000;

/** In milliseconds: when a lease is renewed, and how long after a renewal that failed it is tried again. */
const RENEW_AFTER = LEASE / 3;
const RETRY_AFTER = 5_000;

/** In milliseconds: how long before its lease ends a lock counts as lost, so that whoever works under it can stop in time. */
const MARGIN = 5_000;

export interface KeptLockOptions {
  /** Makes the lease last anew. Rejects with a `LockLostError` when it is somebody else's. */
  readonly renew: () => Promise<void>;
  readonly release: () => Promise<void>;
  /** The latest moment at which the lease is known to have begun: when it was asked for, by our own clock. */
  readonly since: number;
  readonly clock: Clock;
}

/** A lock that rests on a lease, which it renews. */
export class KeptLock implements Lock {
  readonly #with: KeptLockOptions;
  readonly #lost = new AbortController();
  #isKept = true;
  #failure: unknown;
  #cancelRenewal: Cancel = () => {};
  #cancelEnd: Cancel = () => {};

  constructor(options: KeptLockOptions) {
    this.#with = options;
    this.#began(options.since);
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async release(): Promise<void> {
    this.#stop();
    try {
      await this.#with.release();
    } catch {
      // The lease ends by itself.
    }
  }

  #began(since: number): void {
    const { clock } = this.#with;
    const passed = clock.now() - since;
    this.#cancelEnd();
    this.#cancelEnd = clock.schedule(Math.max(0, LEASE - MARGIN - passed), () => {
      const why = this.#failure instanceof Error ? this.#failure.message : '';
      this.#lose(new LockLostError(lockRanOut(why).trim(), { cause: this.#failure }));
    });
    this.#renewIn(Math.max(0, RENEW_AFTER - passed));
  }

  #renewIn(milliseconds: number): void {
    this.#cancelRenewal = this.#with.clock.schedule(milliseconds, () => void this.#renew());
  }

  /** Never rejects. */
  async #renew(): Promise<void> {
    const { renew, clock } = this.#with;
    const since = clock.now();
    try {
      await renew();
      if (this.#isKept) this.#began(since);
    } catch (error) {
      if (!this.#isKept) return;
      if (error instanceof LockLostError) return this.#lose(error);
      this.#failure = error;
      this.#renewIn(RETRY_AFTER);
    }
  }

  #lose(error: LockLostError): void {
    this.#stop();
    this.#lost.abort(error);
  }

  #stop(): void {
    this.#isKept = false;
    this.#cancelRenewal();
    this.#cancelEnd();
  }
}
