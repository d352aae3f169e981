import type { Executor } from '../executor/executor.interface.js';
import type { QueueMessage } from '../message/queue-message.js';
import type { ReceivedMessage } from '../queue/message-queue.js';
import type { DeliveryContext } from './delivery-context.js';
import { poisonEnvelope } from './poison-envelope.js';

/** A message that is given up, as far as it was looked into, and why. */
export interface GivenUp {
  readonly received: ReceivedMessage;
  readonly message: QueueMessage | undefined;
  readonly executor: Executor | undefined;
  readonly reason?: string | undefined;
  readonly error?: unknown;
}

/** What is sent to the poison queue: the text as it is, or an envelope around it where one is wanted and fits. */
export function poisonText(
  { options, queue, clock }: Pick<DeliveryContext, 'options' | 'queue' | 'clock'>,
  { received, message, executor, reason = '', error }: GivenUp,
): string {
  if (options.poisonFormat === 'body') return received.text;
  const envelope = poisonEnvelope({
    reason,
    error,
    queueName: queue.name,
    message: received,
    executor: executor?.name,
    type: message?.type,
    traceparent: message?.traceContext?.traceparent,
    now: clock.now(),
  });
  return envelope ?? received.text;
}
