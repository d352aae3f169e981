import type { TestProject } from 'vitest/node';
import { startAzurite } from '../../tools/azurite.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The connection string of the queue service that all tests share. */
    azurite: string;
  }
}

/** One Azurite for all tests; each test uses a queue of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const azurite = await startAzurite();
  project.provide('azurite', azurite.connectionString);
  return async () => {
    await azurite[Symbol.asyncDispose]();
  };
}
