import { Inject } from '@nestjs/common';

/** The token of the sender to a queue that `QueueSenderModule` was told of; to replace it in tests, say. */
export function queueSenderToken(queueName: string): string {
  return `QueueMessageSender:${queueName}`;
}

/**
 * Injects the sender to one of the `queues` of `QueueSenderModule`.
 *
 * @example
 * constructor(@InjectQueueSender('guardian-events') private readonly guardians: QueueMessageSender) {}
 */
export function InjectQueueSender(queueName: string): ParameterDecorator & PropertyDecorator {
  return Inject(queueSenderToken(queueName));
}
