import type { QueueClient } from '@azure/storage-queue';
import { poisonEnvelope } from 'nestjs-queue-job/tools';

export const REFUSED =
  'Delivery 5 of 5 failed, and no attempt is left: Error: connect ECONNREFUSED 10.0.12.7:5432';

/** Puts a text into a poison queue as a job does with `PoisonFormat=envelope`. */
export async function poison(
  queue: QueueClient,
  text: string,
  {
    reason = REFUSED,
    type = 'guardian.create',
    error,
  }: { reason?: string; type?: string; error?: Error } = {},
): Promise<void> {
  const now = Date.now();
  const message = {
    id: '3a9b3c96-c214-4456-96a0-1033daa789a3',
    popReceipt: '',
    text,
    dequeueCount: 5,
    insertedOn: new Date(now - 60_000),
    expiresOn: new Date(now + 604_800_000),
  };
  const details = { queueName: 'guardian-events', message, reason, error, now, type };
  const envelope = poisonEnvelope({ ...details, executor: 'CreateGuardianExecutor' })!;
  await queue.sendMessage(envelope, { messageTimeToLive: -1 });
}
