import {
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueJobModuleOptions,
} from 'nestjs-queue-job';
import { describe, expect, it } from 'vitest';
import { accessToken } from '../support/identity.ts';
import { expectNoSecrets } from '../support/secrets.ts';
import { TestQueue } from '../support/test-queue.ts';
import { observeRun } from './observe-run.ts';

const TOKEN = accessToken();
const ADDRESS = `https://guardians.blob.core.windows.net/a?sv=1&sig=${encodeURIComponent('c2lnbmF0dXJl+/=')}&se=2`;

/** What clients throw, and what becomes of it on the way. */
const ERRORS = {
  'with a secret in its text': new Error(`GET ${ADDRESS} answered 403.`),
  'caused by one with a secret': new Error('a', { cause: new Error('b', { cause: ADDRESS }) }),
  'that gathers one with a secret': new AggregateError([new Error(`Bearer ${TOKEN}`)], 'a'),
  'with a secret beside its text': Object.assign(new Error('a'), { url: ADDRESS }),
  'that carries its request': Object.assign(new Error('a'), { config: { url: ADDRESS } }),
  'that repeats a token by itself': new Error(`The answer was: ${TOKEN}`),
} as const;

const IDENTITY: QueueJobModuleOptions = { accountName: 'guardians', queueName: 'guardian-events' };

describe('a run', () => {
  it.each(Object.entries(ERRORS))(
    'logs no secret of an executor that throws an error %s',
    async (_, error) => {
      const queue = await TestQueue.with('{}');
      const { ConnectionString: connectionString, QueueName: queueName } = queue.settings;

      const { report, logged } = await observeRun({ queueName, connectionString }, throwing(error));

      expect(report.deliveries).toMatchObject([{ outcome: 'released', error }]);
      expectNoSecrets(logged, [ADDRESS, connectionString], [TOKEN]);
    },
  );

  it.each([
    { name: 'CredentialUnavailableError', message: `The answer was: ${TOKEN}` },
    { name: 'AuthenticationError', message: 'a', errorResponse: { access_token: TOKEN } },
    { name: 'AggregateAuthenticationError', message: 'a', errors: [new Error(TOKEN)] },
    { name: 'Error', message: `client_secret=${TOKEN}`, cause: new Error(TOKEN) },
    { name: 'Error', message: 'a', code: TOKEN },
  ])('shows no secret of a credential that throws $name: $message', async (fault) => {
    const getToken = () => Promise.reject(Object.assign(new Error(), fault));

    const shown = await observeRun({ ...IDENTITY, authenticationScheme: { getToken } });

    expect(shown.report.exitCode).toBe(21);
    expectNoSecrets(shown, [], [TOKEN]);
  });
});

function throwing(error: Error) {
  @QueueMessageExecutor()
  class Throwing implements IQueueMessageExecutor<unknown> {
    execute(): Promise<void> {
      return Promise.reject(error);
    }
  }
  return Throwing;
}
