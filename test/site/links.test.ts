import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readContents } from '../../tools/site/contents.ts';
import { findPages } from '../../tools/site/pages.ts';
import { placeOfTarget } from '../../tools/site/target.ts';
import { BASE, readSite, SITE, type SiteFile } from './site.ts';

const ORIGIN = 'https://site.invalid';

const pages = readSite('.html');
const ids = new Map(
  pages.map(({ path, text }) => [
    path,
    new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
  ]),
);

/** Every address that a page names in an attribute of such elements. */
function addressesIn({ path, text }: SiteFile, elements: string, attributes: string): URL[] {
  const attribute = new RegExp(`<(?:${elements})\\b[^>]*? (?:${attributes})="([^"]*)"`, 'g');
  return [...text.matchAll(attribute)].map(
    ([, address]) => new URL(address!.replaceAll('&amp;', '&'), `${ORIGIN}${BASE}${path}`),
  );
}

/** Why an address on the site leads nowhere. */
function faultOf({ pathname, hash }: URL): string | undefined {
  if (!pathname.startsWith(BASE)) return 'is outside the site';
  const path = decodeURI(pathname.slice(BASE.length)).replace(/(^|\/)$/, '$1index.html');
  if (!existsSync(join(SITE, path))) return 'leads nowhere';
  const isThere = hash === '' || ids.get(path)?.has(decodeURIComponent(hash.slice(1)));
  return isThere ? undefined : 'finds no such place';
}

describe('the built site', () => {
  it('has a page for all that is in the table of contents', () => {
    const repository = findPages();
    const places = readContents().flatMap(({ entries }) =>
      entries.map(({ path }) => placeOfTarget(path, repository)!.replace(/\.md$/, '.html')),
    );

    expect(pages.map(({ path }) => path)).toEqual(
      expect.arrayContaining([...places, 'index.html']),
    );
  });

  it('has a page for everything that the library exports', () => {
    const names = [
      'classes/QueueJobFactory',
      'functions/QueueMessageExecutor',
      'testing/classes/QueueJobTest',
    ];

    expect(pages.map(({ path }) => path)).toEqual(
      expect.arrayContaining(names.map((name) => `api/nestjs-queue-job/${name}.html`)),
    );
    expect(pages.filter(({ path }) => path.startsWith('api/')).length).toBeGreaterThan(100);
  });

  it('has no link that leads nowhere', () => {
    const faults = pages.flatMap((page) =>
      addressesIn(page, 'a', 'href')
        .filter(({ origin }) => origin === ORIGIN)
        .flatMap((address) => {
          const fault = faultOf(address);
          return fault === undefined
            ? []
            : [`${page.path}: ${address.pathname}${address.hash} ${fault}`];
        }),
    );

    expect(faults).toEqual([]);
  });

  it('is made of nothing that is elsewhere or missing', () => {
    const parts = pages.flatMap((page) =>
      addressesIn(page, 'link|script|img|source|iframe', 'href|src|srcset').map((address) => ({
        page,
        address,
      })),
    );
    const styles = readSite('.css').flatMap(({ path, text }) =>
      [...text.matchAll(/url\(["']?([^"')]+)/g)].map(([, address]) => ({
        page: { path },
        address: new URL(address!, `${ORIGIN}${BASE}${path}`),
      })),
    );

    const faults = [...parts, ...styles]
      .filter(({ address }) => address.protocol !== 'data:')
      .filter(({ address }) => address.origin !== ORIGIN || faultOf(address) !== undefined)
      .map(({ page, address }) => `${page.path}: ${address.href}`);

    expect(parts.length).toBeGreaterThan(pages.length);
    expect(faults).toEqual([]);
  });

  it('shows no comment of the pages, and nothing of this machine', () => {
    const shown = pages.filter(
      ({ text }) => /<!-- ?file:|&lt;!-- ?file:/.test(text) || text.includes(SITE),
    );

    expect(shown.map(({ path }) => path)).toEqual([]);
  });
});
