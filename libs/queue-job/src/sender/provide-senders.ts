import type { FactoryProvider } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { QueueJobOptions } from '../options/queue-job-options.js';
import { QueueService } from '../queue/message-queue.js';
import { queueSenderToken } from './inject-queue-sender.decorator.js';
import { QueueMessageSender } from './queue-message-sender.js';

/** Under this token lie the checked options of the senders of `QueueSenderModule`. */
export const SENDER_OPTIONS = Symbol('SENDER_OPTIONS');

/** A sender to each of these queues; without any, the one to the queue of the settings. */
export function provideSenders(queues: readonly string[]): FactoryProvider[] {
  if (queues.length === 0) return [provideSender(SENDER_OPTIONS)];
  return [...new Set(queues)].map((queueName) => ({
    provide: queueSenderToken(queueName),
    inject: [QueueService, SENDER_OPTIONS, Clock],
    useFactory: (service: QueueService, options: QueueJobOptions, clock: Clock) =>
      new QueueMessageSender(service, options, clock).to(queueName),
  }));
}

/** The sender to the queue of the settings, under its class. */
export function provideSender(
  options: typeof QueueJobOptions | typeof SENDER_OPTIONS,
): FactoryProvider {
  return {
    provide: QueueMessageSender,
    inject: [QueueService, options, Clock],
    useFactory: (service: QueueService, settings: QueueJobOptions, clock: Clock) =>
      new QueueMessageSender(service, settings, clock),
  };
}
