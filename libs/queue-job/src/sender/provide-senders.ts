import { Logger, type FactoryProvider } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { QueueJobOptions } from '../options/queue-job-options.js';
import { QueueService } from '../queue/message-queue.js';
import { loadOpenTelemetry } from '../telemetry/open-telemetry.js';
import { openTelemetryBroken } from '../telemetry/telemetry.messages.js';
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
    useFactory: async (service: QueueService, options: QueueJobOptions, clock: Clock) =>
      (await createSender(service, options, clock)).to(queueName),
  }));
}

/** The sender to the queue of the settings, under its class. */
export function provideSender(
  options: typeof QueueJobOptions | typeof SENDER_OPTIONS,
): FactoryProvider {
  return {
    provide: QueueMessageSender,
    inject: [QueueService, options, Clock],
    useFactory: createSender,
  };
}

/** A service has no run that would load OpenTelemetry's API, without which an event could not carry the trace it is sent in. */
async function createSender(
  service: QueueService,
  settings: QueueJobOptions,
  clock: Clock,
): Promise<QueueMessageSender> {
  await loadOpenTelemetry((error) => new Logger('QueueJob').warn(openTelemetryBroken(error)));
  return new QueueMessageSender(service, settings, clock);
}
