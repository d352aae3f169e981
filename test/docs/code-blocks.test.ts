import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../package/run.ts';
import { findFaults } from './find-faults.ts';

const PAGES = [
  'README.md',
  'SECURITY.md',
  ...globSync('libs/*/README.md', { cwd: ROOT }),
  ...globSync('docs/**/*.md', { cwd: ROOT }),
];

describe('the code blocks of the pages', () => {
  it('compile, parse, or are run by a test', async () => {
    const pages = await Promise.all(
      PAGES.map(async (path) => ({ path, markdown: await readFile(join(ROOT, path), 'utf8') })),
    );

    const faults = await findFaults(pages);

    expect(faults).toEqual([]);
  }, 60_000);
});
