import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueueJobOptions } from 'nestjs-queue-job';
import { describe, expect, it } from 'vitest';
import { propertyOf } from '../../libs/queue-job/src/options/setting.ts';
import { EXIT_CODE } from '../../libs/queue-job/src/runner/exit-code.ts';
import { ROOT } from '../package/run.ts';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The first two cells of each row under a heading, without code marks. */
function cellsUnder(heading: string): readonly (readonly [string, string])[] {
  const [, section = ''] = README.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^\| (?!-)([^|]+) \| ([^|]+) \|/gm)]
    .slice(1)
    .map(([, first = '', second = '']) => [plain(first), plain(second)]);
}

const plain = (cell: string) => cell.trim().replaceAll('`', '');

const defaults = new QueueJobOptions() as unknown as Readonly<
  Record<string, string | number | undefined>
>;

const settings = cellsUnder('Settings').flatMap(([names, values]) => {
  const told = values.split(', ');
  return names.split(', ').map((name, index) => ({ name, told: told[index] ?? told[0]! }));
});

describe('the front page', () => {
  it('tells of settings', () => {
    expect(settings.length).toBeGreaterThan(8);
  });

  it.each(settings)('tells the default of $name', ({ name, told }) => {
    const property = propertyOf(name);
    expect(property).toBeDefined();

    const value = defaults[property!];
    const shown = value === undefined ? '–' : String(value);
    expect([shown, shown.replace(/^0s$/, '0')]).toContain(told.replaceAll(' ', ''));
  });

  it('tells every exit code, and none that the library does not use', () => {
    // Of signals the library knows as many as the system does; those that end a pod or a terminal's job are told.
    const used = [...Object.values(EXIT_CODE), 130].toSorted((a, b) => a - b);

    expect(cellsUnder('Exit codes').map(([code]) => Number(code))).toEqual(used);
  });
});
