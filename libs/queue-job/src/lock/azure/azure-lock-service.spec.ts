import type { RequestListener } from 'node:http';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { BlobLeaseClient, BlobServiceClient } from '@azure/storage-blob';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { ManualClock } from '../../clock/manual-clock.js';
import { ConfigurationError } from '../../options/configuration.error.js';
import type { QueueJobModuleOptions } from '../../options/queue-job-module-options.interface.js';
import { resolveOptions } from '../../options/resolve-options.js';
import { LockError } from '../errors/lock.error.js';
import { lockKey } from '../lock-key.js';
import { describeLockService } from '../lock-service.contract.js';
import { noAccountForBlobs, noBlobEndpoint } from '../lock.messages.js';
import { answeringServer } from '../../queue/azure/answering-server.fixture.js';
import { AzureLockService } from './azure-lock-service.js';

const KEY = lockKey('guardians', 'id', 'Groot');

const connect = (
  settings: QueueJobModuleOptions = { connectionString: inject('azuriteBlob') },
  clock = new ManualClock(),
): AzureLockService =>
  new AzureLockService(resolveOptions({}, { queueName: 'guardians', ...settings }), clock);

const renewals = vi.spyOn(BlobLeaseClient.prototype, 'renewLease');

describeLockService('Azure Storage (Azurite)', () => {
  const connectionString = inject('azuriteBlob');
  const clock = new ManualClock();
  const container =
    BlobServiceClient.fromConnectionString(connectionString).getContainerClient('queue-job-locks');
  return {
    service: connect({ connectionString }, clock),
    breakLease: async (key) =>
      void (await container.getBlobClient(key).getBlobLeaseClient().breakLease(0)),
    elapse: async (milliseconds) => {
      // Time stands still until the service has answered.
      for (let rest = milliseconds; rest > 0; rest -= 10_000) {
        await clock.advance(Math.min(rest, 10_000));
        await Promise.allSettled(renewals.mock.results.map(({ value }) => value as unknown));
      }
      await clock.advance(0);
    },
  };
});

/** A container of a service that answers as told, over a real connection. */
async function serviceThatAnswers(answer: RequestListener): Promise<AzureLockService> {
  const origin = await answeringServer(answer);
  return connect({
    connectionString: `AccountName=guardians;AccountKey=c2VjcmV0;BlobEndpoint=${origin}/guardians;`,
  });
}

const failureOf = (service: AzureLockService): Promise<unknown> =>
  service.acquire(KEY).catch((error: unknown) => error);

describe('AzureLockService', () => {
  it('creates the container when it is missing, and an empty blob for each key', async () => {
    const singletonContainer = `c-${randomUUID()}`;
    const connectionString = inject('azuriteBlob');
    const service = connect({ connectionString, singletonContainer });

    const lock = await service.acquire(KEY);

    onTestFinished(() => lock?.release());
    const container =
      BlobServiceClient.fromConnectionString(connectionString).getContainerClient(
        singletonContainer,
      );
    const properties = await container.getBlobClient(KEY).getProperties();
    expect(properties).toMatchObject({
      contentLength: 0,
      leaseState: 'leased',
      leaseDuration: 'fixed',
    });
  });

  it.each([
    [401, 'InvalidAuthenticationInfo', 'Storage Blob Data Contributor'],
    [403, 'AuthorizationPermissionMismatch', 'Storage Blob Data Contributor'],
    [503, 'ServerBusy', 'answered ServerBusy'],
    [400, 'InvalidHeaderValue', 'answered InvalidHeaderValue'],
  ])(
    'fails when the service answers %i %s, and says what it means',
    async (status, code, means) => {
      const service = await serviceThatAnswers((_request, response) => {
        response.writeHead(status, { 'x-ms-error-code': code }).end();
      });

      const error = await failureOf(service);

      expect(error).toBeInstanceOf(LockError);
      expect(error).toMatchObject({ code, message: expect.stringContaining(means) });
    },
  );

  it('fails when nobody answers, and names the place', async () => {
    const service = connect({
      connectionString:
        'AccountName=guardians;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:1/guardians;',
    });

    const error = await failureOf(service);

    expect(error).toMatchObject({ name: 'LockError', code: 'ECONNREFUSED' });
    expect((error as Error).message).toContain('http://127.0.0.1:1/guardians/queue-job-locks');
  });

  it.each([
    ['a key', 'AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:1/guardians'],
    [
      'a signature',
      'QueueEndpoint=http://127.0.0.1:1/guardians;BlobEndpoint=http://127.0.0.1:1/guardians;SharedAccessSignature=sv=2&sig=c2VjcmV0',
    ],
  ])('lets nothing through to a log that was made from %s', async (_secret, connectionString) => {
    const service = connect({ connectionString });

    const error = await failureOf(service);

    expect(error).toBeInstanceOf(LockError);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(
      /c2VjcmV0|SharedKey|sig=(?!\[)/,
    );
  });

  const token = { getToken: async () => null };

  it.each<[string, QueueJobModuleOptions, string]>([
    [
      'a connection string that does not say where blobs are',
      { connectionString: inject('azurite') },
      noBlobEndpoint(),
    ],
    [
      'one that says so wrongly',
      {
        connectionString: 'AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:10000',
      },
      'has a BlobEndpoint without the account',
    ],
    [
      'an identity without an account',
      {
        authenticationScheme: token,
        storageAccountUriFormat: 'https://guardians.example/{queueName}',
      },
      noAccountForBlobs(),
    ],
  ])('cannot be opened with %s', async (_what, settings, fault) => {
    const opening = connect(settings).open();

    await expect(opening).rejects.toThrow(ConfigurationError);
    await expect(opening).rejects.toThrow(fault);
  });

  it('signs in with an identity where BlobUriFormat says', async () => {
    const service = connect({
      authenticationScheme: token,
      accountName: 'guardians',
      blobUriFormat: 'https://{ACCOUNTNAME}.blob.localhost:1',
    });

    const error = await failureOf(service);

    expect((error as Error).message).toContain('https://guardians.blob.localhost:1/');
  });
});
