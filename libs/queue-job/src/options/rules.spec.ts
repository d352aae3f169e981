import { describe, expect, it } from 'vitest';
import { faultOf, IDENTITY, resolve } from './options.fixture.js';

/** Options of a job that signs in with an identity. */
const signingIn = (code: object) => ({ ...IDENTITY, connectionString: undefined, ...code });

const AZURES_RULE =
  'Azure wants 3 to 63 lower-case letters, digits and single hyphens, with a letter or digit first and last.';

describe('QueueName', () => {
  it.each(['abc', '123', 'a-b-c', '0a1', 'a'.repeat(56)])('may be %j', (queueName) => {
    expect(resolve({ queueName }).queueName).toBe(queueName);
  });

  it.each([
    [['ab', 'a--b', '-abc', 'abc-', 'Abc', 'a_b', 'a.b', 'a b', 'äbc']],
    [[5, true, ['abc'], {}]],
  ])('may not be one of %j', (queueNames) => {
    for (const queueName of queueNames) {
      const fault = `${JSON.stringify(queueName)} is not a queue name. ${AZURES_RULE}`;

      expect(faultOf({ queueName })).toBe(fault);
    }
  });

  it('is required', () => {
    const fault = "is missing. Give the queue's name.";

    expect(faultOf({ queueName: undefined })).toBe(fault);
  });

  it('is the only fault when it is itself too long', () => {
    expect(faultOf({ queueName: 'a'.repeat(64) })).toContain('is not a queue name');
  });
});

describe('PoisonQueueSuffix', () => {
  it.each([
    [5, 'abc', 'x'],
    [63, 'abc', 'x'.repeat(59)],
    [63, 'a'.repeat(56), 'poisen'],
    [63, 'a'.repeat(61), 'x'],
  ])('may make a name of %d characters', (length, queueName, poisonQueueSuffix) => {
    expect(resolve({ queueName, poisonQueueSuffix }).poisonQueueName).toHaveLength(length);
  });

  it('may not make a name of 64 characters', () => {
    const queueName = 'a'.repeat(57);

    expect(faultOf({ queueName })).toBe(
      `makes the poison queue's name 64 characters long, and Azure allows 63. Shorten it or the queue's name.`,
    );
  });

  it.each(['-x', 'x-', 'a--b', 'Poison', 'a b', 'a_b', 5, 'x'.repeat(60)])(
    'may not be %j',
    (poisonQueueSuffix) => {
      const fault = `${JSON.stringify(poisonQueueSuffix)} cannot end the poison queue's name. ${AZURES_RULE}`;

      expect(faultOf({ poisonQueueSuffix })).toBe(fault);
    },
  );
});

describe('ConnectionString and AuthenticationScheme', () => {
  it.each([
    [{ connectionString: undefined }, 'is missing, and so is AuthenticationScheme. Give one'],
    [IDENTITY, 'is given beside AuthenticationScheme, so it is unclear which one counts. Remove'],
    [{ connectionString: 5 }, 'is not a text. Copy it whole'],
    [
      { connectionString: 'AccountName=a' },
      'has neither an AccountKey nor a SharedAccessSignature. Copy',
    ],
    [
      { connectionString: 'a' },
      'is not a list of Name=value pairs separated by ";". Copy it whole',
    ],
  ])('may not be %j', (code, fault) => {
    expect(faultOf(code)).toContain(fault);
  });

  it.each(['azure-cli', 'constructor', 5, {}, { getToken: 'x' }, [], ['default']])(
    'may not be the credential %j',
    (authenticationScheme) => {
      expect(faultOf(signingIn({ authenticationScheme }))).toBe(
        `${JSON.stringify(authenticationScheme)} is not a way to sign in. Write default, workload-identity or managed-identity, or give a TokenCredential in code.`,
      );
    },
  );

  it('may not be an object of circles, and its fault says so', () => {
    const authenticationScheme: { self?: unknown } = {};
    authenticationScheme.self = authenticationScheme;

    expect(faultOf(signingIn({ authenticationScheme }))).toContain('is not a way to sign in');
  });
});

describe('AccountName', () => {
  it.each(['abc', '123', 'a'.repeat(24)])('may be %j', (accountName) => {
    expect(resolve(signingIn({ accountName })).accountName).toBe(accountName);
  });

  it.each(['ab', 'a'.repeat(25), 'Guardians', 'a-b', 'a.queue.core.windows.net', 5])(
    'may not be %j',
    (accountName) => {
      const fault = `${JSON.stringify(accountName)} is not a storage account's name. Azure wants 3 to 24 lower-case letters and digits.`;

      expect(faultOf(signingIn({ accountName }))).toBe(fault);
    },
  );

  it.each([undefined, 'https://{ACCOUNTNAME}.example.org/{queueName}'])(
    'is required by an identity with the address %j',
    (storageAccountUriFormat) => {
      const fault =
        'is missing. Signing in with an identity needs the storage account whose queue to use.';

      expect(faultOf(signingIn({ accountName: undefined, storageAccountUriFormat }))).toBe(fault);
    },
  );

  it('is not required by an address without it', () => {
    const storageAccountUriFormat = 'https://queues.example.org/{queueName}';

    const options = resolve(signingIn({ accountName: undefined, storageAccountUriFormat }));

    expect(options.accountName).toBeUndefined();
  });
});

describe('StorageAccountUriFormat', () => {
  it.each([
    'https://{ACCOUNTNAME}.queue.core.usgovcloudapi.net/{QueueName}',
    'HTTPS://queues.example.org:8443/{accountName}/{queueName}',
  ])('may be %j', (storageAccountUriFormat) => {
    expect(resolve(signingIn({ storageAccountUriFormat }))).toMatchObject({
      storageAccountUriFormat,
    });
  });

  it.each([
    ['https://{accountName}.example.org', 'has no {queueName}, so the queue and its poison queue'],
    [5, 'has no {queueName}, so the queue and its poison queue would be the same. Add it.'],
    ['https://{account}.example.org/{queueName}', 'has an unknown placeholder. Only {accountName}'],
    ['https://example.org/{queueName}}', 'has an unknown placeholder. Only {accountName}'],
    ['{accountName}.example.org/{queueName}', 'is not an http or https URL.'],
    ['https://exa mple.org/{queueName}', 'is not an http or https URL.'],
    ['http://{accountName}.org/{queueName}', 'would send an access token without encryption.'],
    ['HTTP://{accountName}.org/{queueName}', 'would send an access token without encryption.'],
  ])('may not be %j', (storageAccountUriFormat, fault) => {
    expect(faultOf(signingIn({ storageAccountUriFormat }))).toContain(
      `${JSON.stringify(storageAccountUriFormat)} ${fault}`,
    );
  });

  it('may be unencrypted where no token is sent', () => {
    const storageAccountUriFormat = 'http://azurite:10001/a/{queueName}';

    expect(() => resolve({ storageAccountUriFormat })).not.toThrow();
  });
});
