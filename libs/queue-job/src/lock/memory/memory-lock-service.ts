import type { Clock } from '../../clock/clock.js';
import { SystemClock } from '../../clock/system-clock.js';
import { LockLostError } from '../errors/lock-lost.error.js';
import { KeptLock, LEASE } from '../kept-lock.js';
import { lockTaken } from '../lock.messages.js';
import { LockService, type Lock } from '../lock-service.js';

interface HeldLease {
  endsAt: number;
}

/** Locks that live in this process: for tests, true to the service by the contract suite both must pass. */
export class MemoryLockService extends LockService {
  readonly #clock: Clock;
  readonly #leases: Map<string, HeldLease>;

  /** @param shared whose locks these are as well, in another process with a clock of its own */
  constructor(clock: Clock = new SystemClock(), shared?: MemoryLockService) {
    super();
    this.#clock = clock;
    this.#leases = shared === undefined ? new Map() : shared.#leases;
  }

  async acquire(key: string): Promise<Lock | undefined> {
    const since = this.#clock.now();
    if ((this.#leases.get(key)?.endsAt ?? 0) > since) return undefined;
    const lease: HeldLease = { endsAt: since + LEASE };
    this.#leases.set(key, lease);
    return new KeptLock({
      renew: async () => this.#renew(key, lease),
      release: async () => {
        if (this.#leases.get(key) === lease) this.#leases.delete(key);
      },
      since,
      clock: this.#clock,
    });
  }

  /** Takes a lock away from whoever holds it, as an operator may. */
  breakLease(key: string): void {
    this.#leases.delete(key);
  }

  #renew(key: string, lease: HeldLease): void {
    if (this.#leases.get(key) !== lease) throw new LockLostError(lockTaken('LeaseLost'));
    lease.endsAt = this.#clock.now() + LEASE;
  }
}
