import type { QueueJobOptions } from '../options/queue-job-options.js';
import type { QueueService } from './message-queue.js';

/** The storage account that the options name. */
export async function openQueueService(options: QueueJobOptions): Promise<QueueService> {
  // Loaded only now, so that a fault of the configuration need not wait for the SDK.
  const { AzureQueueService } = await import('./azure/azure-queue-service.js');
  return AzureQueueService.connect(options);
}
