import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessToken,
  startIdentityEndpoint,
  startSecureAzurite,
  type SecureAzurite,
} from '../support/identity.ts';
import { runJob } from '../support/job.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

const IDENTITY_LOADED = { event: 'identity-loaded' };

describe('a job process that signs in', { timeout: 60_000, concurrent: true }, () => {
  let azurite: SecureAzurite;

  beforeAll(async () => {
    azurite = await startSecureAzurite();
  }, 60_000);

  afterAll(async () => {
    await azurite[Symbol.asyncDispose]();
  });

  async function queueWith(script: { do: 'succeed' | 'fail' }) {
    const queue = TestQueue.missing(azurite.connectionString);
    await queue.fill(script);
    const settings = { ...azurite.settings, QueueName: queue.name };
    return { queue, settings };
  }

  it('works with a TokenCredential that its code gives, without loading @azure/identity', async () => {
    const { queue, settings } = await queueWith({ do: 'succeed' });
    const token = accessToken();

    const result = await runJob({
      entry: 'credential.js',
      preload: 'record-identity.js',
      settings,
      env: { ...azurite.env, TOKEN: token },
      secrets: [token],
    });

    expect(result.exitCode).toBe(0);
    expect(executionsOf(result)).toHaveLength(1);
    expect(result.told).not.toContainEqual(IDENTITY_LOADED);
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('ends with 21 when its token is refused, and leaves the message alone', async () => {
    const { queue, settings } = await queueWith({ do: 'succeed' });
    const token = accessToken({ audience: 'https://vault.azure.net' });

    const result = await runJob({
      entry: 'credential.js',
      settings,
      env: { ...azurite.env, TOKEN: token },
      secrets: [token],
    });

    expect(result.exitCode).toBe(21);
    expect(reportOf(result).error).toMatch(/refused access .*Storage Queue Data Contributor/);
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"succeed"}'] });
    expect(await queue.dequeueCount()).toBe(0);
  });

  it('works with the managed identity that AuthenticationScheme names', async () => {
    const { queue, settings } = await queueWith({ do: 'fail' });
    const token = accessToken();
    await using endpoint = await startIdentityEndpoint(token);

    const result = await runJob({
      preload: 'record-identity.js',
      settings: { ...settings, AuthenticationScheme: 'managed-identity', MaxDequeueCount: '1' },
      env: { ...azurite.env, ...endpoint.env },
      secrets: [token, endpoint.env.IDENTITY_HEADER],
    });

    expect(result.exitCode).toBe(11);
    expect(result.told).toContainEqual(IDENTITY_LOADED);
    expect(endpoint.resources).toContain('https://storage.azure.com');
    expect(await queue.state()).toEqual({ ...EMPTY, poison: ['{"do":"fail"}'] });
  });

  it('ends with 21 and says what is missing when its pod has no workload identity', async () => {
    const { queue, settings } = await queueWith({ do: 'succeed' });

    const result = await runJob({
      settings: { ...settings, AuthenticationScheme: 'workload-identity' },
      env: azurite.env,
    });

    expect(result.exitCode).toBe(21);
    expect(result.stderr).toMatch(/No access token for queue .*AZURE_CLIENT_ID/);
    expect(reportOf(result).error).toContain('No access token for queue');
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"succeed"}'] });
  });

  it('with a connection string does not load @azure/identity either', async () => {
    const queue = await TestQueue.with({ do: 'succeed' });

    const result = await runJob({ preload: 'record-identity.js', settings: queue.settings });

    expect(result.exitCode).toBe(0);
    expect(result.told).not.toContainEqual(IDENTITY_LOADED);
    expect(await queue.state()).toEqual(EMPTY);
  });
});
