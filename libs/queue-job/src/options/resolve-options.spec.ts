import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_KEY,
  configurationErrorOf,
  faultsOf,
  IDENTITY,
  REQUIRED,
  resolve,
} from './options.fixture.js';
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

  it('names the command line where a tool gives its arguments in the place of code', () => {
    const resolving = () => resolveOptions(CONFIG, { queueName: 'A' }, 'the command line');

    expect(resolving).toThrow('QueueName (StorageAccount__QueueName, given on the command line)');
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

  const throws = (): never => {
    throw new Error('broken');
  };
  const circle: unknown[] = [];
  circle.push(circle);
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();

  it.each([
    ['what stands for a class', { constructor: 5 }],
    ['a class that cannot be made anew', { constructor: throws }],
    ['a circle', circle],
    ['what is nested deeply', JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) as unknown],
    ['a map', new Map()],
    ['a promise', Promise.resolve('a')],
    ['a credential that throws', Object.defineProperty({}, 'getToken', { get: throws })],
    ['a proxy that throws', new Proxy({}, { get: throws, getPrototypeOf: throws })],
    ['a proxy that was revoked', revoked],
  ])('tells of %s in a setting that it is wrong, and throws nothing else', (_, value) => {
    for (const name of ['queueName', 'maxDequeueCount', 'retryDelay', 'failedOutcomes']) {
      const faults = faultsOf(() => resolve({ [name]: value }));

      expect(faults).toHaveLength(1);
      expect(faults[0]?.subject.toLowerCase()).toContain(name.toLowerCase());
    }
    expect(faultsOf(() => resolve({ authenticationScheme: value }))).not.toEqual([]);
  });

  it('tells a few of many strangers in a list', () => {
    const faults = faultsOf(() => resolve({ failedOutcomes: Array(10_000).fill('lost') }));

    expect(faults[0]?.fault).toMatch(/^"lost", "lost", "lost", "lost", "lost" … is not known\. /);
  });

  it('shows no value in place of a token, be it a secret or not', () => {
    const queueName = `$value AccountKey=${ACCOUNT_KEY}`;

    const [fault] = faultsOf(() => resolve({ queueName }));

    expect(fault?.fault).toMatch(/^"\\u0024value AccountKey=\[redacted\]" is not a queue name/);
  });

  it.each([`AccountKey=${ACCOUNT_KEY}`, ACCOUNT_KEY, Symbol('a'), throws, 7])(
    'shows no secret that code gives instead of options: %o',
    (code) => {
      const { message } = configurationErrorOf(() => resolveOptions({}, code as never));

      expect(message).toContain('instead of options');
      expect(message).not.toContain(ACCOUNT_KEY.slice(0, 12));
    },
  );

  it('shows no secret that is the name of a setting', () => {
    const { message } = configurationErrorOf(() => resolve({ [`AccountKey=${ACCOUNT_KEY}`]: 1 }));

    expect(message).toContain(
      'AccountKey=[redacted] (StorageAccount__AccountKey=[redacted], given',
    );
  });
});
