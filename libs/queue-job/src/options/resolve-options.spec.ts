import { describe, expect, it } from 'vitest';
import { configurationErrorOf, faultsOf, IDENTITY, REQUIRED, resolve } from './options.fixture.js';
import { resolveOptions } from './resolve-options.js';

const CONFIG = { QueueName: 'from-config', ConnectionString: 'UseDevelopmentStorage=true' };

describe('resolveOptions', () => {
  it('takes everything from files and the environment when code gives nothing', () => {
    expect(resolveOptions(CONFIG, {})).toMatchObject({
      queueName: 'from-config',
      connectionString: 'UseDevelopmentStorage=true',
    });
  });

  it('takes everything from code when nothing else gives anything', () => {
    expect(resolveOptions({}, REQUIRED)).toMatchObject(REQUIRED);
  });

  it('lets code win over files and the environment, setting by setting', () => {
    const config = { ...CONFIG, MaxDequeueCount: '3', RetryDelay: '5s' };

    const options = resolveOptions(config, { queueName: 'from-code', retryDelay: '1m' });

    expect(options).toMatchObject({ queueName: 'from-code', maxDequeueCount: 3 });
    expect(String(options.retryDelay)).toBe('1m');
  });

  it.each([undefined, null, '', ' ', '\t\n'])(
    'takes %j in code for a setting that is not given',
    (queueName) => {
      expect(resolveOptions(CONFIG, { queueName: queueName as string }).queueName).toBe(
        'from-config',
      );
    },
  );

  it.each([undefined, null, '', ' '])('falls back to the default for %j', (nothing) => {
    expect(resolve({ maxDequeueCount: nothing, visibilityTimeout: nothing })).toEqual(resolve());
  });

  it.each(['QueueName', 'QUEUENAME', 'queuename'])('knows the name %j in code too', (name) => {
    const code = { [name]: 'from-code', connectionString: REQUIRED.connectionString };

    expect(resolveOptions({}, code).queueName).toBe('from-code');
  });
});

describe('resolveOptions with a credential', () => {
  class Credential {
    readonly self = this;
    readonly #token = 'secret';
    get expensive(): never {
      throw new Error('A credential is not to be looked into.');
    }
    async getToken() {
      return { token: this.#token, expiresOnTimestamp: 0 };
    }
  }

  it('passes on the very object, circles, getters, private parts and all', () => {
    const authenticationScheme = new Credential();

    const options = resolveOptions({}, { ...IDENTITY, authenticationScheme });

    expect(options.authenticationScheme).toBe(authenticationScheme);
  });

  it('leaves it as it was, frozen or not', async () => {
    const authenticationScheme = Object.freeze(new Credential());

    const options = resolveOptions({}, { ...IDENTITY, authenticationScheme });

    await expect((options.authenticationScheme as Credential).getToken()).resolves.toMatchObject({
      token: 'secret',
    });
  });

  it('takes a credential in code over a name in the environment', () => {
    const authenticationScheme = new Credential();
    const config = { AuthenticationScheme: 'workload-identity', AccountName: 'guardians' };

    const options = resolveOptions(config, { queueName: 'events', authenticationScheme });

    expect(options.authenticationScheme).toBe(authenticationScheme);
  });

  it.each(['default', 'workload-identity', 'managed-identity'] as const)(
    'takes the name %s',
    (authenticationScheme) => {
      const options = resolveOptions({}, { ...IDENTITY, authenticationScheme });

      expect(options.authenticationScheme).toBe(authenticationScheme);
    },
  );
});

describe('resolveOptions with faults', () => {
  it.each([
    ['QueueNam', 'QueueName'],
    ['MaxDequeCount', 'MaxDequeueCount'],
    ['VisibilityTimeoutInSeconds', 'VisibilityTimeout'],
    ['PoisonSuffix', 'PoisonQueueSuffix'],
    ['maxDeliveryCount', 'MaxDequeueCount'],
  ])('refuses the unknown setting %s and offers %s', (name, nearest) => {
    const fault = `is not a setting. The nearest is ${nearest}; write that, or remove it.`;

    expect(faultsOf(() => resolve({}, { [name]: 'x' }))).toEqual([
      { subject: `${name} (StorageAccount__${name})`, fault },
    ]);
    expect(faultsOf(() => resolve({ [name]: 'x' }))).toEqual([
      { subject: `${name} (StorageAccount__${name}, given in code)`, fault },
    ]);
  });

  it('does not mind an unknown setting that is given no value', () => {
    expect(() => resolve({ queueNam: undefined, nothing: '' })).not.toThrow();
  });

  it('says where to mend a setting: its variable, and whether code gives it', () => {
    const [inConfig] = faultsOf(() => resolve({}, { MaxDequeueCount: '-1' }));
    const [inCode] = faultsOf(() => resolve({ maxDequeueCount: -1 }, { MaxDequeueCount: '3' }));

    expect(inConfig?.subject).toBe('MaxDequeueCount (StorageAccount__MaxDequeueCount)');
    expect(inCode?.subject).toBe(
      'MaxDequeueCount (StorageAccount__MaxDequeueCount, given in code)',
    );
  });

  it('names each faulty setting once, together', () => {
    const error = configurationErrorOf(() =>
      resolveOptions({ Foo: 1, RetryDelay: 'soon' }, { messageEncoding: 'utf8' as 'text' }),
    );

    expect(error.faults.map(({ subject }) => subject.split(' ')[0])).toEqual([
      'Foo',
      'QueueName',
      'ConnectionString',
      'RetryDelay',
      'MessageEncoding',
    ]);
  });

  it('refuses two spellings of one setting in code', () => {
    expect(faultsOf(() => resolve({ poisenQueueSuffix: 'a', poisonQueueSuffix: 'b' }))).toEqual([
      {
        subject: 'PoisonQueueSuffix (code)',
        fault:
          'is given twice with different values, as poisenQueueSuffix and poisonQueueSuffix. Remove one of them.',
      },
    ]);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])(
    'does not blame code for a setting of the environment that is called %s',
    (name) => {
      const [fault] = faultsOf(() => resolve({}, { [name]: 'x' }));

      expect(fault?.subject).toBe(`${name} (StorageAccount__${name})`);
    },
  );

  it.each([undefined, null])('tells what is wrong when code gives %j', (code) => {
    const error = configurationErrorOf(() => resolveOptions(CONFIG, code as never));

    expect(error.faults).toHaveLength(1);
  });
});
