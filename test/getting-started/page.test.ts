import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../tools/azurite.ts';
import { packLibrary, PUBLISHED } from '../package/pack-library.ts';
import { Reader, readPage, type PageItem } from './play-page.ts';
import { Registry } from './registry.ts';

/** With an empty cache npm has some 300 packages to fetch. */
const TIMEOUT = 300_000;

/** The pages that can be followed from an empty folder. */
const PAGES = ['docs/getting-started.md'] as const;

/** What others type: the tests of images and of the chart, which have an engine and Helm. Azurite is ours, and runs already. */
const ELSEWHERE = /^(?:docker|helm|CHART=|npx --package azurite )/;

/** Does what a page says, up to the first thing that is not as the page says. */
async function follow(reader: Reader, items: readonly PageItem[]): Promise<string> {
  for (const item of items) {
    const fault =
      'file' in item
        ? reader.take(item)
        : ELSEWHERE.test(item.command)
          ? undefined
          : await reader.type(item);
    if (fault !== undefined) return `${item.where} ${fault}`;
  }
  return '';
}

describe.each(PAGES)('%s, followed word for word from an empty folder', (page) => {
  let folder: string;
  let registry: Registry;
  let azurite: Azurite;
  let items: readonly PageItem[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-job-page-'));
    const packs = await Promise.all(PUBLISHED.map((source) => packLibrary(folder, source)));
    registry = await Registry.start(packs.map(({ tarball }) => tarball));
    azurite = await startAzurite();
    items = await readPage(page);
  }, TIMEOUT);

  afterAll(async () => {
    await registry?.stop();
    await azurite?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  it(
    'does and prints what it says',
    async () => {
      const reader = new Reader(folder, {
        ...registry.env,
        // Whoever is asked whether npm may fetch a package says yes.
        npm_config_yes: 'true',
        npm_config_audit: 'false',
        npm_config_fund: 'false',
        npm_config_prefer_offline: 'true',
        StorageAccount__ConnectionString: azurite.connectionString,
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
        CI: undefined,
        VITEST: undefined,
        NODE_ENV: undefined,
        NODE_OPTIONS: undefined,
      });

      const fault = await follow(reader, items);

      expect(fault).toBe('');
    },
    TIMEOUT,
  );
});
