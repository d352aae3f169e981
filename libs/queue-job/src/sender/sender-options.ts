import { ConfigurationError } from '../options/configuration.error.js';
import type { Settings } from '../options/merge-settings.js';
import type { QueueJobOptions } from '../options/queue-job-options.js';
import { resolveOptions } from '../options/resolve-options.js';
import { isQueueName, NAME_RULE } from '../options/rules.js';
import type { QueueSenderModuleOptions } from './queue-sender-module-options.interface.js';
import { notAQueue } from './sender.messages.js';

/**
 * Makes the settings of files, environment and code into checked options, by the rules of a job. A service that is told its queues
 * in code needs no `QueueName`.
 *
 * @throws ConfigurationError with every fault found
 */
export function senderOptions(
  config: Settings,
  code: QueueSenderModuleOptions,
  queues: readonly string[],
  resolve: (config: Settings, code: QueueSenderModuleOptions) => QueueJobOptions = resolveOptions,
): QueueJobOptions {
  const faults = queues
    .filter((name) => !isQueueName(name))
    .map((name) => ({
      subject: 'queues of QueueSenderModule',
      fault: notAQueue(name, NAME_RULE),
    }));
  if (faults.length > 0) throw new ConfigurationError(faults);
  return resolve({ QueueName: queues[0], ...config }, code);
}
