import { createHash } from 'node:crypto';

/** What a lock may be about. */
export type LockValue = string | number | boolean;

/**
 * Names the lock of all messages of a queue that have the same value in the same place. A hash, so that no value is too long or
 * otherwise illegal as the name of a blob, and none can be read there.
 */
export function lockKey(queueName: string, path: string, value: LockValue): string {
  return createHash('sha256')
    .update(`${queueName}\n${path}\n${JSON.stringify(value)}`)
    .digest('hex');
}
