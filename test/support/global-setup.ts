import type { TestProject } from 'vitest/node';
import { startAzurite, startBlobAzurite } from '../../tools/azurite.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The connection string of the queue service that all tests share. */
    azurite: string;
    /** The same, with the blob service that all tests share. */
    azuriteBlob: string;
  }
}

/** One Azurite of each kind for all tests; each test uses a queue, and a container, of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [queues, blobs] = await Promise.all([startAzurite(), startBlobAzurite()]);
  const blobEndpoint = `BlobEndpoint=${blobs.origin}/${blobs.account};`;
  project.provide('azurite', queues.connectionString);
  project.provide('azuriteBlob', queues.connectionString + blobEndpoint);
  return async () => {
    await Promise.all([queues, blobs].map((azurite) => azurite[Symbol.asyncDispose]()));
  };
}
