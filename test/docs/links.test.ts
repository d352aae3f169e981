import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPage, type Page } from '../../tools/site/markdown.ts';
import { findPages, ROOT } from '../../tools/site/pages.ts';
import { isFolder, resolveTarget } from '../../tools/site/target.ts';

const pages = new Map(
  findPages().map((path) => [path, readPage(readFileSync(join(ROOT, path), 'utf8'))]),
);

/** What of the references that a page makes does not hold, and why. */
function faultsIn([path, page]: [string, Page]): string[] {
  return page.references.flatMap(({ kind, target, text }) => {
    const fault = faultOf(path, target) ?? (text.trim() === '' ? `says nothing of itself` : null);
    return fault === null ? [] : [`${path}: the ${kind} to "${target}" ${fault}`];
  });
}

function faultOf(page: string, written: string): string | undefined {
  const target = resolveTarget(page, written);
  if (target === undefined) return undefined;
  const { path, hash } = target;
  if (path.startsWith('..')) return 'leads out of the repository';
  if (!existsSync(join(ROOT, path))) return 'leads nowhere';
  if (hash === '') return undefined;
  const slugs = pages.get(path)?.headings.map(({ slug }) => `#${slug}`);
  if (slugs === undefined) return 'has a place in what is no page';
  return slugs.includes(hash) ? undefined : `finds no such heading; there are ${slugs.join(', ')}`;
}

describe('the pages', () => {
  it('link to what is there, show pictures that are there, and have a text for each', () => {
    expect([...pages].flatMap(faultsIn)).toEqual([]);
  });

  it('have one title each, and leave out no level of headings below it', () => {
    const faults = [...pages].flatMap(([path, { headings }]) => {
      const levels = headings.map(({ level }) => level);
      const isWhole = levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1);
      return isWhole && levels.filter((level) => level === 1).length === 1 ? [] : [path];
    });

    expect(faults).toEqual([]);
  });

  it('are more than one, with links and pictures among them', () => {
    const references = [...pages.values()].flatMap((page) => page.references);

    expect(references.filter(({ kind }) => kind === 'image').length).toBeGreaterThan(3);
    expect(references.filter(({ target }) => target.includes('#')).length).toBeGreaterThan(3);
    expect(
      references.some(({ target }) => isFolder(resolveTarget('README.md', target)?.path ?? '')),
    ).toBe(true);
  });
});
