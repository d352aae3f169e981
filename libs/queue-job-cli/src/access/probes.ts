import { randomUUID } from 'node:crypto';
import { LeaseLostError, type InspectableQueue } from 'nestjs-queue-job/tools';

/** A receipt as the service writes them, which belongs to no message. */
const RECEIPT = 'AgAAAAMAAAAAAAAAFW+Ss0hc2wE=';

/**
 * Asks whether a message may be deleted, by deleting one that does not exist: who may is told that it is not there, who may not
 * that it is not allowed.
 *
 * @throws QueueAccessError
 */
export async function requireDelete(queue: InspectableQueue): Promise<void> {
  await requireSettle(() => queue.complete(stranger()));
}

/**
 * The same of updating, which is renewing and giving back.
 *
 * @throws QueueAccessError
 */
export async function requireUpdate(queue: InspectableQueue): Promise<void> {
  await requireSettle(() => queue.release(stranger(), 0));
}

async function requireSettle(settle: () => Promise<void>): Promise<void> {
  try {
    await settle();
  } catch (error) {
    if (!(error instanceof LeaseLostError)) throw error;
  }
}

function stranger() {
  return { id: randomUUID(), popReceipt: RECEIPT };
}
