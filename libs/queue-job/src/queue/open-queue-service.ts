import type { QueueJobOptions } from '../options/queue-job-options.js';
import type { InspectableQueueService } from './inspectable-queue.js';

/** The storage account that the options name. */
export async function openQueueService(options: QueueJobOptions): Promise<InspectableQueueService> {
  // Loaded only now, so that a fault of the configuration need not wait for the SDK.
  const { AzureQueueService } = await import('./azure/azure-queue-service.js');
  return AzureQueueService.connect(options);
}
