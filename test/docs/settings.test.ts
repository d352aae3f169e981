import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueueJobOptions } from 'nestjs-queue-job';
import { describe, expect, it } from 'vitest';
import { Duration } from '../../libs/queue-job/src/options/duration.ts';
import { resolveOptions } from '../../libs/queue-job/src/options/resolve-options.ts';
import { propertyOf, SETTING_NAMES } from '../../libs/queue-job/src/options/setting.ts';
import { ROOT } from '../package/run.ts';

interface Row {
  readonly name: string;
  readonly values: string;
  readonly default: string;
}

/** The rows of the page's tables of settings: a name in code, and three cells. */
function rowsIn(page: string): readonly Row[] {
  return [...page.matchAll(/^\| `(\w+)` +\| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)].map(
    ([, name = '', values = '', preset = '']) => ({
      name,
      values: values.trim(),
      default: preset.trim().replaceAll('`', ''),
    }),
  );
}

const ROWS = rowsIn(readFileSync(join(ROOT, 'docs/settings.md'), 'utf8'));
const defaults = new QueueJobOptions() as unknown as Readonly<
  Record<string, string | number | readonly string[] | undefined>
>;

/** Reads a setting's value beside all that is needed. */
const resolve = (name: string, value: unknown): unknown =>
  resolveOptions(
    {},
    {
      queueName: 'events',
      ...(name === 'AccountName'
        ? { authenticationScheme: 'default' }
        : { connectionString: 'UseDevelopmentStorage=true' }),
      [propertyOf(name)!]: value,
    },
  );

/** What is said of a value that is refused; nothing of one that is taken. */
const refusal = (name: string, value: unknown): string => {
  try {
    resolve(name, value);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

const bounds = ROWS.flatMap(({ name, values }) => {
  const [, least, most] = /^`([^`]+)` to `([^`]+)`/.exec(values) ?? [];
  return least === undefined || most === undefined ? [] : [{ name, values, least, most }];
});

describe('the page of settings', () => {
  it('has every setting once, and none that the library does not know', () => {
    expect(ROWS.map(({ name }) => name).toSorted()).toEqual(SETTING_NAMES.toSorted());
  });

  it.each(ROWS)('tells the default of $name', ({ name, default: told }) => {
    const value = defaults[propertyOf(name)!];

    const shown = value === undefined ? ['none', 'none, required', 'never'] : [String(value)];
    expect(shown).toContain(told);
  });

  it('tells bounds', () => {
    expect(bounds.length).toBeGreaterThan(8);
  });

  it.each(bounds)('tells the bounds of $name: $least to $most', ({ name, values, least, most }) => {
    const [lower, upper] = [least, most].map((bound) => Duration.parse(bound)!.milliseconds);
    const isNumber = /^\d+$/.test(least);
    const unit = isNumber || values.includes('whole seconds') ? 1_000 : 1;
    const written = (milliseconds: number) =>
      isNumber ? milliseconds / 1_000 : `${milliseconds}ms`;

    expect(() => resolve(name, least)).not.toThrow();
    expect(() => resolve(name, most)).not.toThrow();
    expect(() => resolve(name, written(upper! + unit))).toThrow(name);
    expect(() => resolve(name, written(lower! - unit))).toThrow(name);
  });

  it.each([
    ['MaxMessages', 'a whole number from 1, or `Infinity`', [1, Infinity], [0, 1.5]],
    [
      'PoisonTimeToLive',
      '`1s` or more, in whole seconds, or `never`',
      ['1s', 'never'],
      ['0s', '1500ms'],
    ],
    ['ExecutionTimeout', '`1ms` to `7d`, or `none`', ['none'], ['never']],
    ['MaxDequeueCount', '`0` to `1000`; 0 is read as 1', [0, 1], [-1]],
  ])('tells where %s begins and ends', (name, told, taken, refused) => {
    expect(ROWS.find((row) => row.name === name)?.values).toBe(told);
    expect(taken.map((value) => refusal(name, value))).toEqual(taken.map(() => ''));
    expect(refused.map((value) => refusal(name, value))).toEqual(
      refused.map(() => expect.stringContaining(name)),
    );
  });

  const lengths = ROWS.flatMap(({ name, values }) => {
    const [, least, most] = /^(\d+) to (\d+) lower-case letters/.exec(values) ?? [];
    return most === undefined ? [] : [{ name, least: Number(least), most: Number(most) }];
  });

  it.each(lengths)('tells how long $name may be: $least to $most', ({ name, least, most }) => {
    const fault = (length: number) => refusal(name, 'a'.repeat(length));

    // The poison queue is a queue as well, and its name is longer.
    const rest = name === 'QueueName' ? `-${defaults['poisonQueueSuffix'] as string}`.length : 0;
    expect(fault(least)).toBe('');
    expect(fault(most - rest)).toBe('');
    expect(fault(least - 1)).toContain(name);
    expect(fault(most + 1)).toContain(name);
  });

  const words = ROWS.flatMap(({ name, values }) => {
    const [list] = /^`[a-z][\w-]*`(?:, `[\w-]+`)+/.exec(values.replace('some of ', '')) ?? [];
    return list === undefined ? [] : [{ name, words: list.replaceAll('`', '').split(', ') }];
  });

  it('tells the words of as many settings as have words', () => {
    expect(words.map(({ name }) => name)).toEqual([
      'AuthenticationScheme',
      'FailedOutcomes',
      'MessageEncoding',
      'EventFormat',
      'PoisonFormat',
    ]);
  });

  it.each(words)('tells the words of $name, and all of them', ({ name, words: told }) => {
    const [, wayOut = ''] =
      new RegExp(`${name}[^]*?Write (?:any of )?(.*?)(?:, or give|, separated|\\.)`).exec(
        refusal(name, 'bogus'),
      ) ?? [];

    expect(wayOut.split(/, | or /)).toEqual(told);
  });
});
