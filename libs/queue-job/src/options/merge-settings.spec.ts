import { describe, expect, it } from 'vitest';
import { mergeSettings, type SettingSource } from './merge-settings.js';
import { ACCOUNT_KEY, faultsOf } from './options.fixture.js';

const source = (label: string, ...entries: [string, unknown][]): SettingSource => ({
  label,
  entries,
});

describe('mergeSettings', () => {
  it('gives settings the names of files, whatever case and spelling they came in', () => {
    const merged = mergeSettings(
      source('a', ['queueName', 'events'], ['RETRYDELAY', '1s'], ['PoisenQueueSuffix', 'bad']),
    );

    expect(merged).toEqual({ QueueName: 'events', RetryDelay: '1s', PoisonQueueSuffix: 'bad' });
  });

  it('keeps names that mean no setting as they were written', () => {
    expect(mergeSettings(source('a', ['queue_Name', 'x']))).toEqual({ queue_Name: 'x' });
  });

  it('lets a later source win, also under another spelling', () => {
    const merged = mergeSettings(
      source('a', ['PoisenQueueSuffix', 'first'], ['QueueName', 'events']),
      source('b', ['poisonqueuesuffix', 'second']),
    );

    expect(merged).toEqual({ PoisonQueueSuffix: 'second', QueueName: 'events' });
  });

  it.each([undefined, null, '', ' ', '\n'])(
    'takes %j for nothing, so an earlier value stays',
    (nothing) => {
      const merged = mergeSettings(
        source('a', ['QueueName', 'events']),
        source('b', ['QueueName', nothing], ['RetryDelay', nothing]),
      );

      expect(merged).toEqual({ QueueName: 'events' });
    },
  );

  it.each([0, false, [], NaN])('takes %j for a value', (value) => {
    expect(mergeSettings(source('a', ['RetryDelay', value]))).toEqual({ RetryDelay: value });
  });

  it('merges no sources to no settings', () => {
    expect(mergeSettings()).toEqual({});
    expect(mergeSettings(source('a'))).toEqual({});
  });

  it.each([
    ['queuename', 'QUEUENAME', 'QueueName'],
    ['PoisenQueueSuffix', 'PoisonQueueSuffix', 'PoisonQueueSuffix'],
  ])('refuses %s and %s with different values in one source', (one, other, name) => {
    expect(faultsOf(() => mergeSettings(source('environment', [one, 'a'], [other, 'b'])))).toEqual([
      {
        subject: `${name} (environment)`,
        fault: `is given twice with different values, as ${one} and ${other}. Remove one of them.`,
      },
    ]);
  });

  it('does not mind two spellings with one value, nor with one of them blank', () => {
    const merged = mergeSettings(
      source('a', ['queuename', 'events'], ['QUEUENAME', 'events'], ['QueueName', '']),
    );

    expect(merged).toEqual({ QueueName: 'events' });
  });

  it('repeats neither value of a setting given twice', () => {
    const [fault] = faultsOf(() =>
      mergeSettings(
        source('a', ['ConnectionString', 'secret-1'], ['connectionstring', 'secret-2']),
      ),
    );

    expect(JSON.stringify(fault)).not.toMatch(/secret/);
  });

  it('does not mind two spellings with one list', () => {
    const merged = mergeSettings(
      source('a', ['FailedOutcomes', ['poisoned']], ['failedOutcomes', ['poisoned']]),
    );

    expect(merged).toEqual({ FailedOutcomes: ['poisoned'] });
  });

  it('keeps a name that means something to JavaScript like any other that means no setting', () => {
    const merged = mergeSettings(
      source('a', ['__proto__', 'x']),
      source('b', ['constructor', 'y']),
    );

    expect(Object.entries(merged)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });

  it('finds two values different that cannot be compared', () => {
    const throws = (): never => {
      throw new Error('broken');
    };
    const values = [1, 2].map(() => new Proxy({}, { ownKeys: throws }));

    const [fault] = faultsOf(() =>
      mergeSettings(source('a', ['retryDelay', values[0]], ['RetryDelay', values[1]])),
    );

    expect(fault?.subject).toBe('RetryDelay (a)');
  });

  it('shows no name that is a secret, and each in one line', () => {
    const name = `a\n${ACCOUNT_KEY}`;

    const [fault] = faultsOf(() => mergeSettings(source('a', [name, 1], [name, 2])));

    expect(fault?.subject).toBe(String.raw`a\n[redacted]`.replace(String.raw`a\n`, '') + ' (a)');
    expect(JSON.stringify(fault)).not.toContain(ACCOUNT_KEY.slice(0, 12));
  });
});
