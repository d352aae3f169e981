import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Expression, parseBicep } from '../docs/bicep.ts';
import { extractCodeBlocks } from '../docs/code-block.ts';
import { ROOT } from '../package/run.ts';
import {
  accessToken,
  startIdentityEndpoint,
  startSecureAzurite,
  type SecureAzurite,
} from '../support/identity.ts';
import { runJob } from '../support/job.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

const PAGE = 'docs/deploying.md';
const SAMPLE = '../../../apps/guardians-sample/dist/main.js';
const CREATE = JSON.stringify({ type: 'guardian.create', name: 'Groot' });

describe('the sample as a job of Azure Container Apps', { timeout: 60_000 }, () => {
  let azurite: SecureAzurite;

  beforeAll(async () => {
    azurite = await startSecureAzurite();
  }, 60_000);

  afterAll(async () => {
    await azurite[Symbol.asyncDispose]();
  });

  it('signs in as the identity that the Bicep of the page names, beside its own appsettings.json', async () => {
    const queue = TestQueue.missing(azurite.connectionString);
    await queue.fill(CREATE);
    const token = accessToken();
    await using endpoint = await startIdentityEndpoint(token);

    const result = await runJob({
      entry: SAMPLE,
      files: {
        'appsettings.json': readFileSync(
          join(ROOT, 'apps/guardians-sample/appsettings.json'),
          'utf8',
        ),
      },
      env: {
        ...azurite.env,
        ...endpoint.env,
        ...environmentOnPage({
          queueName: queue.name,
          storageAccountName: azurite.account,
          'identity.properties.clientId': 'of-guardians-job',
        }),
        StorageAccount__StorageAccountUriFormat: azurite.settings.StorageAccountUriFormat,
      },
      secrets: [token, endpoint.env.IDENTITY_HEADER],
    });

    expect(result).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Guardian created'),
    });
    expect(new Set(endpoint.clients)).toEqual(new Set(['of-guardians-job']));
    expect(await queue.state()).toEqual(EMPTY);
  });
});

/** The container's environment in the Bicep, with these values for what it computes. */
function environmentOnPage(values: Readonly<Record<string, string>>): Record<string, string> {
  const blocks = extractCodeBlocks(PAGE, readFileSync(join(ROOT, PAGE), 'utf8'));
  const bicep = parseBicep(blocks.find(({ file }) => file === 'job.bicep')!.text);
  const { properties } = bicep.find(({ name }) => name === 'job')!.value as unknown as JobResource;
  const [container] = properties.template.containers;
  return Object.fromEntries(
    container!.env.map(({ name, value }) => [
      name,
      value instanceof Expression ? values[value.text]! : value,
    ]),
  );
}

interface JobResource {
  readonly properties: {
    readonly template: {
      readonly containers: readonly {
        readonly env: readonly { readonly name: string; readonly value: string | Expression }[];
      }[];
    };
  };
}
