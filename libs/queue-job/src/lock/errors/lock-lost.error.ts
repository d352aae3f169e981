import { LockError } from './lock.error.js';

/**
 * The reason of an executor's signal when the lock it runs under is lost: its lease was broken, or could not be renewed in
 * time. Somebody else may begin to execute a message with the same key.
 */
export class LockLostError extends LockError {
  override readonly name = 'LockLostError';
}
