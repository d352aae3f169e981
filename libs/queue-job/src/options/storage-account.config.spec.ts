import { afterEach, describe, expect, it, vi } from 'vitest';
import { directoryWith } from './appsettings.fixture.js';
import { faultsOf } from './options.fixture.js';
import { storageAccountConfig } from './storage-account.config.js';

const section = (settings: object) => ({ StorageAccount: settings });

/** What is configured in a directory with these files and an environment with these variables. */
function configure(
  files: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, string | undefined>> = {},
) {
  const environment = { DOTNET_ENVIRONMENT: undefined, NODE_ENV: undefined, ...variables };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.spyOn(process, 'cwd').mockReturnValue(directoryWith(files));
  return storageAccountConfig();
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('storageAccountConfig', () => {
  it('is empty where nothing is configured', () => {
    expect(configure({})).toEqual({});
  });

  it('takes the environment over the file of the environment over the common file', () => {
    const files = {
      'appsettings.json': section({ QueueName: 'a', RetryDelay: 'a', MaxDequeueCount: 1 }),
      'appsettings.Production.json': section({ QueueName: 'b', retryDelay: 'b' }),
    };

    const settings = configure(files, { STORAGEACCOUNT__QUEUENAME: 'c' });

    expect(settings).toEqual({ QueueName: 'c', RetryDelay: 'b', MaxDequeueCount: 1 });
  });

  it.each([
    ['DOTNET_ENVIRONMENT before NODE_ENV', { DOTNET_ENVIRONMENT: 'A', NODE_ENV: 'B' }, 'a'],
    ['NODE_ENV without DOTNET_ENVIRONMENT', { NODE_ENV: 'B' }, 'b'],
    ['NODE_ENV when DOTNET_ENVIRONMENT is empty', { DOTNET_ENVIRONMENT: '', NODE_ENV: 'B' }, 'b'],
    ['Production without both', {}, 'production'],
    ['Production when both are empty', { DOTNET_ENVIRONMENT: '', NODE_ENV: '' }, 'production'],
    ['the environment in another case', { NODE_ENV: 'b' }, 'b'],
  ])('reads the file of %s', (_, variables, expected) => {
    const files = {
      'appsettings.A.json': section({ QueueName: 'a' }),
      'appsettings.B.json': section({ QueueName: 'b' }),
      'appsettings.Production.json': section({ QueueName: 'production' }),
    };

    expect(configure(files, variables)).toEqual({ QueueName: expected });
  });

  it.each(['', ' ', '\n'])('takes the variable %j for one that is not set', (value) => {
    const files = { 'appsettings.json': section({ QueueName: 'a' }) };

    const settings = configure(files, {
      StorageAccount__QueueName: value,
      StorageAccount__MaxDequeueCount: value,
    });

    expect(settings).toEqual({ QueueName: 'a' });
  });

  it("knows the ancestor's spelling in every source", () => {
    const files = { 'appsettings.json': section({ PoisenQueueSuffix: 'a' }) };

    expect(configure(files)).toEqual({ PoisonQueueSuffix: 'a' });
    expect(configure(files, { StorageAccount__PoisenQueueSuffix: 'b' })).toEqual({
      PoisonQueueSuffix: 'b',
    });
  });

  it('leaves other variables alone', () => {
    const settings = configure({}, { QueueName: 'a', StorageAccount_QueueName: 'b' });

    expect(settings).toEqual({});
  });

  it('keeps a name that means no setting, for the validator to refuse', () => {
    const files = { 'appsettings.json': section({ Queue: 'a' }) };

    expect(configure(files, { StorageAccount__Queue__Name: 'b' })).toEqual({
      Queue: 'a',
      Queue__Name: 'b',
    });
  });

  it.each([
    ['the environment', {}, { StorageAccount__QueueName: 'a', STORAGEACCOUNT__QUEUENAME: 'b' }],
    ['appsettings.json', { 'appsettings.json': section({ QueueName: 'a', queueName: 'b' }) }, {}],
  ])('refuses two spellings of one setting in %s', (_, files, variables) => {
    const [fault] = faultsOf(() => configure(files, variables));

    expect(fault?.subject).toMatch(/^QueueName \((environment|appsettings\.json)\)$/);
    expect(fault?.fault).toMatch(/^is given twice with different values, as \w+ and \w+\./);
  });
});
