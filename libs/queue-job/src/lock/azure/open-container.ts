import type { ContainerClient } from '@azure/storage-blob';
import { ConfigurationError } from '../../options/configuration.error.js';
import {
  endpointFault,
  parseConnectionString,
  type StorageAccount,
} from '../../options/connection-string.js';
import type { QueueJobOptions } from '../../options/queue-job-options.js';
import { environmentVariable } from '../../options/setting.js';
import { PIPELINE } from '../../queue/azure/azure-call.js';
import { createCredential } from '../../queue/azure/azure-credential.js';
import { noAccountForBlobs, noBlobEndpoint, packageMissing } from '../lock.messages.js';

type Sdk = typeof import('@azure/storage-blob');

/**
 * Prepares to use the container of locks, in the account and with the credentials of the queue; no call is made yet.
 *
 * @throws ConfigurationError when `@azure/storage-blob` is not installed, or it is unclear where the account's blobs are
 */
export async function openContainer(options: QueueJobOptions): Promise<ContainerClient> {
  const { connectionString, singletonContainer } = options;
  const sdk = await loadSdk();
  const service =
    connectionString === undefined
      ? await openWithIdentity(sdk, options)
      : openAccount(sdk, parseConnectionString(connectionString) as StorageAccount);
  return service.getContainerClient(singletonContainer);
}

/** An optional peer dependency: most jobs need no locks, and loading it takes longer than all the rest of their start. */
async function loadSdk(): Promise<Sdk> {
  try {
    return await import('@azure/storage-blob');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ConfigurationError([{ subject: '@azure/storage-blob', fault: packageMissing() }]);
  }
}

function openAccount(sdk: Sdk, { blobEndpoint, credential }: StorageAccount) {
  if (blobEndpoint === undefined) throw fault('ConnectionString', noBlobEndpoint());
  const wrong = endpointFault(blobEndpoint, 'BlobEndpoint');
  if (wrong !== undefined) throw fault('ConnectionString', `${wrong}.`);
  if ('sharedAccessSignature' in credential) {
    const url = `${blobEndpoint}?${credential.sharedAccessSignature}`;
    return new sdk.BlobServiceClient(url, undefined, PIPELINE);
  }
  const { accountName, accountKey } = credential;
  const sharedKey = new sdk.StorageSharedKeyCredential(accountName, accountKey);
  return new sdk.BlobServiceClient(blobEndpoint, sharedKey, PIPELINE);
}

async function openWithIdentity(sdk: Sdk, options: QueueJobOptions) {
  const { accountName, authenticationScheme, blobUriFormat, queueName } = options;
  const url = blobUriFormat.replaceAll(/\{accountName\}/gi, () => accountName ?? '');
  if (url !== blobUriFormat && accountName === undefined) {
    throw fault('AccountName', noAccountForBlobs());
  }
  const credential = await createCredential(authenticationScheme!, queueName);
  return new sdk.BlobServiceClient(url, credential, PIPELINE);
}

function fault(setting: string, text: string): ConfigurationError {
  return new ConfigurationError([
    { subject: `${setting} (${environmentVariable(setting)})`, fault: text },
  ]);
}
