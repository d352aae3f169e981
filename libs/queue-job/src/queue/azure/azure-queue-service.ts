import { QueueClient, QueueServiceClient, StorageSharedKeyCredential } from '@azure/storage-queue';
import { parseConnectionString, type StorageAccount } from '../../options/connection-string.js';
import type { QueueJobOptions } from '../../options/queue-job-options.js';
import type { InspectableQueueService } from '../inspectable-queue.js';
import { QueueService } from '../message-queue.js';
import { AzureMessageQueue } from './azure-message-queue.js';
import { PIPELINE } from './azure-call.js';
import { createCredential } from './azure-credential.js';
import { leanClient } from './lean-client.js';
import { withPreparedKey } from './prepared-key.js';

/** Queues of an Azure storage account, or of Azurite. */
export class AzureQueueService extends QueueService implements InspectableQueueService {
  readonly #client: (queueName: string) => QueueClient;

  private constructor(client: (queueName: string) => QueueClient) {
    super();
    this.#client = client;
  }

  /** Prepares to sign in as the options say; no call is made yet. */
  static async connect(options: QueueJobOptions): Promise<AzureQueueService> {
    const { connectionString, authenticationScheme } = options;
    if (connectionString !== undefined) {
      const service = openAccount(parseConnectionString(connectionString) as StorageAccount);
      return new AzureQueueService((name) => service.getQueueClient(name));
    }
    const credential = await createCredential(authenticationScheme!, options.queueName);
    return new AzureQueueService(
      (name) => new QueueClient(queueUri(options, name), credential, PIPELINE),
    );
  }

  getQueue(name: string): AzureMessageQueue {
    return new AzureMessageQueue(name, leanClient(this.#client(name)));
  }
}

function openAccount({ endpoint, credential }: StorageAccount): QueueServiceClient {
  if ('sharedAccessSignature' in credential) {
    return new QueueServiceClient(
      `${endpoint}?${credential.sharedAccessSignature}`,
      undefined,
      PIPELINE,
    );
  }
  const { accountName, accountKey } = credential;
  return new QueueServiceClient(
    endpoint,
    withPreparedKey(new StorageSharedKeyCredential(accountName, accountKey)),
    PIPELINE,
  );
}

function queueUri(options: QueueJobOptions, queueName: string): string {
  return options.storageAccountUriFormat
    .replaceAll(/\{accountName\}/gi, () => options.accountName ?? '')
    .replaceAll(/\{queueName\}/gi, () => queueName);
}
