import { describe, expect, it } from 'vitest';
import { AzureQueueService } from '../queue/azure/azure-queue-service.js';
import { parseConnectionString } from './connection-string.js';
import { ACCOUNT_KEY, resolve } from './options.fixture.js';

const SAS = 'sv=2026-06-06&ss=q&sp=rwdlacup&se=2030-01-01T00:00:00Z&sig=c2VjcmV0%3D';
const AZURE = 'https://guardians.queue.core.windows.net';

type Parts = Readonly<Record<string, string | undefined>>;

const join = (parts: Parts) =>
  Object.entries(parts)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(';');

/** A connection string with an account key, as the portal gives it, with parts changed, added, or left out. */
const account = (changes: Parts = {}) =>
  join({
    DefaultEndpointsProtocol: 'https',
    AccountName: 'guardians',
    AccountKey: ACCOUNT_KEY,
    EndpointSuffix: 'core.windows.net',
    ...changes,
  });

const lower = (text: string) => text.replaceAll(/(?:^|;)\w+=/g, (name) => name.toLowerCase());

const DEVELOPMENT_STORAGE = [
  'UseDevelopmentStorage=true',
  'usedevelopmentstorage=TRUE',
  'UseDevelopmentStorage=true;',
  ' UseDevelopmentStorage = true\n',
];

const WITH_KEY: [name: string, text: string, endpoint?: string][] = [
  ['as the portal gives it', account()],
  ['with semicolons at its end', `${account()};;`],
  ['with the line end of a mounted file', `${account()}\n`],
  ['with blanks after semicolons', account().replaceAll(';', '; ')],
  ['folded into lines', account().replaceAll(';', ';\r\n')],
  ['with names in another case', lower(account())],
  ['without a protocol', account({ DefaultEndpointsProtocol: undefined })],
  ['without a suffix', account({ EndpointSuffix: undefined })],
  ['of another cloud', account({ EndpointSuffix: 'a.cn' }), 'https://guardians.queue.a.cn'],
  ['over http', account({ DefaultEndpointsProtocol: 'http' }), AZURE.replace('https', 'http')],
  ['with an endpoint', account({ QueueEndpoint: 'https://a.org/' }), 'https://a.org'],
  ['of Azurite', account({ QueueEndpoint: 'http://a:10001/b' }), 'http://a:10001/b'],
];

const WITH_SIGNATURE: [name: string, text: string][] = [
  [
    'of several services',
    join({ FileEndpoint: 'https://a.org', QueueEndpoint: `${AZURE}/`, SharedAccessSignature: SAS }),
  ],
  ['with a question mark', join({ QueueEndpoint: AZURE, SharedAccessSignature: `?${SAS}` })],
  ['in another case', lower(join({ QueueEndpoint: AZURE, SharedAccessSignature: SAS }))],
  ['with an account', join({ AccountName: 'guardians', SharedAccessSignature: SAS })],
];

const NO_LIST = 'is not a list of Name=value pairs separated by ";"';
const NO_PLACE = 'has neither an AccountName nor a QueueEndpoint';
const NO_CREDENTIAL = 'has neither an AccountKey nor a SharedAccessSignature';
const NO_BASE64 = 'has an AccountKey that is not base64, as if part of it were missing';
const NO_HTTP = 'has an endpoint that is neither https nor http';
const NO_URL = 'names no valid address: see its QueueEndpoint, or AccountName and EndpointSuffix';
const NO_ACCOUNT =
  'has a QueueEndpoint without the account, which belongs at its end: http://host:10001/devstoreaccount1';

const FAULTY: [name: string, text: string, fault: string][] = [
  ['no text', '', NO_LIST],
  ['semicolons', ';;', NO_LIST],
  ['an equals sign', '=', NO_LIST],
  ['a word', 'garbage', NO_LIST],
  ['a key alone', ACCOUNT_KEY.replace(/=+$/, ''), NO_LIST],
  ['a value without a name', `${account()};=x`, NO_LIST],
  ['a name without a value', `${account()};AccountKind`, NO_LIST],
  ['the address of a signature', `${AZURE}/?${SAS}`, NO_PLACE],
  ['no account', account({ AccountName: undefined }), NO_PLACE],
  ['an empty account', join({ AccountName: '', SharedAccessSignature: SAS }), NO_PLACE],
  ['another service', join({ BlobEndpoint: AZURE, SharedAccessSignature: SAS }), NO_PLACE],
  ['development storage switched off', 'UseDevelopmentStorage=false', NO_PLACE],
  ['no key', account({ AccountKey: undefined }), NO_CREDENTIAL],
  ['an empty key', account({ AccountKey: '' }), NO_CREDENTIAL],
  ['an empty signature', join({ QueueEndpoint: AZURE, SharedAccessSignature: '' }), NO_CREDENTIAL],
  [
    'a key of no account',
    account({ AccountName: undefined, QueueEndpoint: AZURE }),
    'has an AccountKey but no AccountName',
  ],
  ['a key cut at its end', account({ AccountKey: ACCOUNT_KEY.slice(0, -3) }), NO_BASE64],
  ['a key without its padding', account({ AccountKey: ACCOUNT_KEY.slice(0, -2) }), NO_BASE64],
  ['a key in two lines', account({ AccountKey: ACCOUNT_KEY.replace(/^.{40}/, '$&\n') }), NO_BASE64],
  ['a placeholder for the key', account({ AccountKey: '<account key>' }), NO_BASE64],
  ['another protocol', account({ DefaultEndpointsProtocol: 'ftp' }), NO_HTTP],
  ['an endpoint of another protocol', account({ QueueEndpoint: 'ftp://a.org/b' }), NO_HTTP],
  ['an endpoint that is none', account({ QueueEndpoint: 'guardians' }), NO_URL],
  ['an empty endpoint', account({ QueueEndpoint: '' }), NO_URL],
  ['a host without the account', account({ QueueEndpoint: 'http://azurite:10001' }), NO_ACCOUNT],
  ['an address without the account', account({ QueueEndpoint: 'http://10.0.0.1/' }), NO_ACCOUNT],
  ['one of IPv6', account({ QueueEndpoint: 'http://[::1]:10001' }), NO_ACCOUNT],
];

describe('parseConnectionString', () => {
  it.each(DEVELOPMENT_STORAGE)('reads %j as the account of a local Azurite', (text) => {
    expect(parseConnectionString(text)).toMatchObject({
      endpoint: 'http://127.0.0.1:10001/devstoreaccount1',
      credential: { accountName: 'devstoreaccount1' },
    });
  });

  it.each(['http://azurite', 'http://azurite/'])('finds Azurite by its proxy %j', (proxy) => {
    const text = `UseDevelopmentStorage=true;DevelopmentStorageProxyUri=${proxy}`;

    expect(parseConnectionString(text)).toMatchObject({
      endpoint: 'http://azurite:10001/devstoreaccount1',
    });
  });

  it.each(WITH_KEY)('reads an account key %s', (_, text, endpoint = AZURE) => {
    expect(parseConnectionString(text)).toMatchObject({
      endpoint,
      credential: { accountName: 'guardians', accountKey: ACCOUNT_KEY },
    });
  });

  it.each(WITH_SIGNATURE)('reads a shared access signature %s', (_, text) => {
    expect(parseConnectionString(text)).toMatchObject({
      endpoint: AZURE,
      credential: { sharedAccessSignature: SAS },
    });
  });

  it.each(FAULTY)('refuses %s without repeating it', (_, text, fault) => {
    expect(parseConnectionString(text)).toEqual({ fault });
  });

  it.each([...DEVELOPMENT_STORAGE, ...[...WITH_KEY, ...WITH_SIGNATURE].map(([, text]) => text)])(
    'takes nothing that the SDK then refuses: %j',
    async (connectionString) => {
      const service = await AzureQueueService.connect(resolve({ connectionString }));

      expect(service.getQueue('guardian-events').name).toBe('guardian-events');
    },
  );

  it.each(['azurite', 'http://azurite:10001', 'ftp://azurite'])(
    'refuses, or makes an address of, the development storage proxy %j',
    (proxy) => {
      const text = `UseDevelopmentStorage=true;DevelopmentStorageProxyUri=${proxy}`;

      const parsed = parseConnectionString(text);

      expect('fault' in parsed || new URL(parsed.endpoint).protocol).toBeOneOf([true, 'http:']);
    },
  );

  it('refuses quotes around it, which an env file keeps', () => {
    expect(parseConnectionString(`"${account()}"`)).toHaveProperty('fault');
  });

  it('takes slashes off the end of an endpoint, however many there are elsewhere', () => {
    const slashes = '/'.repeat(200_000);
    const text = `${account()};QueueEndpoint=https://guardians.example.org/${slashes}a//`;

    expect(parseConnectionString(text)).toMatchObject({
      endpoint: `https://guardians.example.org/${slashes}a`,
    });
  });
});
