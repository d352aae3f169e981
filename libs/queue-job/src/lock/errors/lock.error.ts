import { QueueJobError } from '../../queue-job.error.js';

/** What is known about a failed call for a lock. */
export interface LockErrorContext extends ErrorOptions {
  /** What the service called the fault, such as `AuthorizationFailure`, or the network, such as `ECONNREFUSED`. */
  readonly code?: string | undefined;
}

/** Thrown when storage refused a call for a lock, or gave no answer. */
export class LockError extends QueueJobError {
  override readonly name: string = 'LockError';
  /** What the service called the fault, such as `AuthorizationFailure`, or the network, such as `ECONNREFUSED`. */
  readonly code: string | undefined;

  constructor(message: string, { code, cause }: LockErrorContext = {}) {
    super(message, { cause });
    this.code = code;
  }
}
