import { describe, expect, it } from 'vitest';
import { parseConnectionString } from './connection-string.js';
import { ACCOUNT_KEY, faultOf, faultsOf, IDENTITY, resolve } from './options.fixture.js';
import { resolveOptions } from './resolve-options.js';

const KEY = `AccountName=guardians;AccountKey=${ACCOUNT_KEY}`;

describe('parseConnectionString', () => {
  it.each([
    ['derived from the account', KEY, 'https://guardians.blob.core.windows.net'],
    [
      'derived with protocol and suffix',
      `${KEY};DefaultEndpointsProtocol=http;EndpointSuffix=core.chinacloudapi.cn`,
      'http://guardians.blob.core.chinacloudapi.cn',
    ],
    [
      'given beside the queue endpoint',
      `${KEY};QueueEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:2/a/`,
      'http://127.0.0.1:2/a',
    ],
    ['not guessed beside a queue endpoint', `${KEY};QueueEndpoint=http://127.0.0.1:1/a`, undefined],
    ['that of Azurite', 'UseDevelopmentStorage=true', 'http://127.0.0.1:10000/devstoreaccount1'],
    [
      'that of Azurite elsewhere',
      'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite/',
      'http://azurite:10000/devstoreaccount1',
    ],
  ])('tells where blobs are: %s', (_what, connectionString, blobEndpoint) => {
    const account = parseConnectionString(connectionString);

    expect(account).toMatchObject({ blobEndpoint });
  });

  it('has nothing against a blob endpoint that is wrong, which most jobs do not need', () => {
    const account = parseConnectionString(`${KEY};BlobEndpoint=nowhere`);

    expect(account).not.toHaveProperty('fault');
  });
});

describe('the settings of singletons', () => {
  it('have defaults', () => {
    const options = resolve();

    expect(options).toMatchObject({
      singletonContainer: 'queue-job-locks',
      singletonWait: { milliseconds: 0 },
      blobUriFormat: 'https://{accountName}.blob.core.windows.net',
    });
  });

  it('may be given in files and the environment', () => {
    const options = resolve({}, { SingletonContainer: 'my-locks', SingletonWait: '1m' });

    expect(options).toMatchObject({
      singletonContainer: 'my-locks',
      singletonWait: { milliseconds: 60_000 },
    });
  });

  it.each(['ab', 'a'.repeat(64), 'My-Locks', 'my--locks', '-locks', 'locks-', '$root'])(
    'refuse the container %j',
    (singletonContainer) => {
      expect(faultOf({ singletonContainer })).toContain("is not a container's name");
    },
  );

  it.each(['8d', 'soon'])('refuse to wait %j', (singletonWait) => {
    expect(faultOf({ singletonWait })).toMatch(/out of bounds|not a duration/);
  });

  it('refuse to wait as long as ExecutionTimeout', () => {
    const settings = { singletonWait: '30s', executionTimeout: '30s' };

    expect(faultOf(settings)).toContain('is not shorter than ExecutionTimeout (30s)');
    expect(resolve({ ...settings, executionTimeout: '31s' })).toBeDefined();
  });

  it.each([
    ['nowhere', 'is not an http or https URL'],
    ['ftp://{accountName}.blob', 'is not an http or https URL'],
    ['https://{accountName}.blob/{queueName}', 'Only {accountName} is replaced'],
  ])('refuse the address %j', (blobUriFormat, fault) => {
    expect(faultOf({ blobUriFormat })).toContain(fault);
  });

  it('refuse to send a token without encryption', () => {
    const [fault] = faultsOf(() =>
      resolveOptions({}, { ...IDENTITY, blobUriFormat: 'http://{accountName}.blob' }),
    );

    expect(fault?.fault).toContain('Write https');
  });
});
