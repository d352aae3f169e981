import { describe, expect, it } from 'vitest';
import { environmentVariable, nameInVariable, propertyOf, SETTING_NAMES } from './setting.js';

describe('SETTING_NAMES', () => {
  it('are the names of files and the environment, each once', () => {
    expect(SETTING_NAMES).toEqual([
      'QueueName',
      'ConnectionString',
      'AccountName',
      'StorageAccountUriFormat',
      'AuthenticationScheme',
      'PoisonQueueSuffix',
      'MaxDequeueCount',
      'VisibilityTimeout',
      'RetryDelay',
      'ExecutionTimeout',
      'ShutdownGracePeriod',
      'MaxMessages',
      'Concurrency',
      'MaxRunTime',
      'IdleTimeout',
      'MessageEncoding',
      'EventTypeField',
      'TraceContextField',
      'EventFormat',
      'EventSource',
      'PoisonFormat',
      'PoisonTimeToLive',
      'SingletonContainer',
      'SingletonWait',
      'BlobUriFormat',
      'FailedOutcomes',
      'ReadyFile',
    ]);
  });
});

describe('propertyOf', () => {
  it.each([
    ['QueueName', 'queueName'],
    ['queueName', 'queueName'],
    ['QUEUENAME', 'queueName'],
    ['PoisonQueueSuffix', 'poisonQueueSuffix'],
    ['PoisenQueueSuffix', 'poisonQueueSuffix'],
    ['POISENQUEUESUFFIX', 'poisonQueueSuffix'],
  ])('knows %j', (name, expected) => {
    expect(propertyOf(name)).toBe(expected);
  });

  it.each(['', 'Queue', 'QueueName ', 'Queue_Name', 'Queue__Name', 'poisonQueueName', 'toString'])(
    'knows no %j',
    (name) => {
      expect(propertyOf(name)).toBeUndefined();
    },
  );

  it.each(['constructor', '__proto__', 'hasOwnProperty'])(
    'takes nothing that every object has for a setting: %j',
    (name) => {
      expect(propertyOf(name)).toBeUndefined();
    },
  );
});

describe('nameInVariable', () => {
  it.each([
    ['StorageAccount__QueueName', 'QueueName'],
    ['STORAGEACCOUNT__QUEUENAME', 'QUEUENAME'],
    ['storageaccount__queuename', 'queuename'],
    ['StorageAccount__', ''],
    ['StorageAccount__Queue__Name', 'Queue__Name'],
  ])('reads %j', (variable, expected) => {
    expect(nameInVariable(variable)).toBe(expected);
  });

  it.each(['', 'PATH', 'QueueName', 'StorageAccount_QueueName', 'StorageAccount:QueueName'])(
    'leaves %j to others',
    (variable) => {
      expect(nameInVariable(variable)).toBeUndefined();
    },
  );

  it('leaves what merely begins alike to others', () => {
    expect(nameInVariable('StorageAccountName')).toBeUndefined();
    expect(nameInVariable('MyStorageAccount__QueueName')).toBeUndefined();
  });

  it.each(SETTING_NAMES)('reads back the variable of %s', (name) => {
    expect(nameInVariable(environmentVariable(name))).toBe(name);
  });
});
