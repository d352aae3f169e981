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
      connectionString: 'UseDevelopmentStorage=true',
      [propertyOf(name)!]: value,
    },
  );

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
});
