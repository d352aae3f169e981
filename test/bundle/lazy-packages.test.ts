import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { accessToken, startIdentityEndpoint, startSecureAzurite } from '../support/identity.ts';
import { runJob, type JobResult } from '../support/job.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';
import { Bundled } from './bundled.ts';

/** Makes a bundle tell what it loads. */
const env = { NODE_DEBUG: 'bundle' };

/** The files that a bundle has loaded, each with what became of its code cache. */
function loaded({ stderr }: JobResult): string[] {
  const lines = stderr.matchAll(/^BUNDLE \d+: .*\/(\S+) loaded, code cache (\w+)$/gm);
  return [...lines].map(([, file, cache]) => `${file} ${cache}`);
}

describe('a bundle', { timeout: 180_000 }, () => {
  it('loads @azure/identity for an identity by name, and for nothing else', async () => {
    await using bundled = await Bundled.make('test/app/dist/main.js');
    await using azurite = await startSecureAzurite();
    const token = accessToken();
    await using endpoint = await startIdentityEndpoint(token);
    const queue = TestQueue.missing(azurite.connectionString);
    await queue.fill({ do: 'succeed' });
    const settings = {
      ...azurite.settings,
      QueueName: queue.name,
      AuthenticationScheme: 'managed-identity',
    };

    const withIdentity = await runJob({
      entry: bundled.start,
      settings,
      env: { ...env, ...azurite.env, ...endpoint.env },
      secrets: [token, endpoint.env.IDENTITY_HEADER],
    });
    const { settings: withKey } = await TestQueue.with({ do: 'succeed' });
    const without = await runJob({ entry: bundled.start, settings: withKey, env });

    expect([withIdentity.exitCode, without.exitCode]).toEqual([0, 0]);
    expect(await queue.state()).toEqual(EMPTY);
    expect(loaded(withIdentity)).toEqual([
      'main.cjs used',
      'rolldown-runtime.cjs used',
      'azure-identity.cjs used',
    ]);
    expect(loaded(without)).toEqual(['main.cjs used', 'rolldown-runtime.cjs used']);
  });

  it('loads @azure/storage-blob for a singleton, and for nothing else', async () => {
    await using bundled = await Bundled.make('test/app/dist/singleton.js');
    const queue = await TestQueue.with();
    const message = '{"guardian":{"id":"Groot"},"ms":0}';
    const settings = {
      ...queue.settings,
      ConnectionString: inject('azuriteBlob'),
      SingletonContainer: `c-${randomUUID()}`,
    };
    const job = async (...args: string[]) => {
      await queue.fill(message);
      return runJob({ entry: bundled.start, args, settings, env });
    };

    const singleton = await job('guardian.id');
    const none = await job();

    expect([singleton.exitCode, none.exitCode]).toEqual([0, 0]);
    expect(await queue.state()).toEqual(EMPTY);
    expect(loaded(singleton)).toEqual([
      'main.cjs used',
      'rolldown-runtime.cjs used',
      'azure-storage-blob.cjs used',
    ]);
    expect(loaded(none)).toEqual(['main.cjs used', 'rolldown-runtime.cjs used']);
  });
});
