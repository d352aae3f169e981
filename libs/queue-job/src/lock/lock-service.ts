/** A lock that is held. It is renewed until it is released or lost. */
export interface Lock {
  /** Aborted with a `LockLostError` as soon as somebody else has the lock, or might have it soon. */
  readonly lost: AbortSignal;

  /** Lets the lock go. Never rejects: a lock that cannot be let go ends by itself when its lease does. */
  release(): Promise<void>;
}

/**
 * Locks that all processes of an application share: the port behind which the leases of blobs and locks in memory are alike.
 * A lock rests on a lease, so whoever dies with it keeps it for a minute at most.
 */
export abstract class LockService {
  /**
   * Makes ready what `acquire` needs. Called once at start, and only when the application needs locks.
   *
   * @throws ConfigurationError when that is not there
   */
  async open(): Promise<void> {}

  /**
   * Tries once to get a lock.
   *
   * @param key what `lockKey` has made
   * @returns `undefined` when somebody else holds it
   * @throws LockError when storage refused the call, or gave no answer
   */
  abstract acquire(key: string): Promise<Lock | undefined>;
}
