import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ENTRY_POINTS, placeOf, placeOfSource, ROOT } from './pages.ts';

/** Where a link of a page leads to within the repository. */
export interface Target {
  readonly path: string;
  /** With its `#`; empty when there is none. */
  readonly hash: string;
}

/** An address of its own: `https://…`, `mailto:…`. */
const ELSEWHERE = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i;

/** Resolves what a page has written; nothing for what is not in the repository. */
export function resolveTarget(page: string, written: string): Target | undefined {
  if (ELSEWHERE.test(written)) return undefined;
  const [before = '', hash] = decodeURI(written).split('#', 2);
  const path = before === '' ? page : posix.join(posix.dirname(page), before).replace(/\/$/, '');
  return { path, hash: hash === undefined ? '' : `#${hash}` };
}

/** Where on the site that is: a page, what is documented, a folder's own page, or the source. */
export function placeOfTarget(path: string, pages: readonly string[]): string | undefined {
  if (pages.includes(path)) return placeOf(path);
  if (path in ENTRY_POINTS) return ENTRY_POINTS[path];
  if (pages.includes(`${path}/README.md`)) return placeOf(`${path}/README.md`);
  return existsSync(join(ROOT, path)) ? placeOfSource(path) : undefined;
}

export function isFolder(path: string): boolean {
  return statSync(join(ROOT, path)).isDirectory();
}
