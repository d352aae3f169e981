import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's folder; all paths are relative to it, with forward slashes. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What of the repository people read, as it lies there. */
const SOURCES = ['*.md', 'docs/**/*.md', 'libs/*/README.md', 'helm/*/README.md'];

/** The page that leads to all others: the table of contents of the repository and of the site, which begins with it. */
export const CONTENTS = 'docs/README.md';

/** The sources whose exports the site documents, and where it does. */
export const ENTRY_POINTS: Readonly<Record<string, string>> = {
  'libs/queue-job/src/index.ts': 'api/nestjs-queue-job/index.md',
  'libs/queue-job/src/testing/index.ts': 'api/nestjs-queue-job/testing/index.md',
  'libs/queue-job/src/tools/index.ts': 'api/nestjs-queue-job/tools/index.md',
};

/** The paths of all Markdown files that are pages. */
export function findPages(): readonly string[] {
  return globSync(SOURCES, { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();
}

/** Where on the site a page of the repository is: `docs/runs.md` at `runs.md`, `helm/queue-job/README.md` at `helm/queue-job/index.md`. */
export function placeOf(page: string): string {
  if (page === 'README.md') return 'overview.md';
  return page
    .replace(/^[^/]+$/, (name) => name.toLowerCase())
    .replace(/^docs\//, '')
    .replace(/README\.md$/, 'index.md');
}

/** Where on the site a picture of a page is. */
export function placeOfPicture(path: string): string {
  return path.replace(/^docs\//, '');
}

/** Where on the site a file is that is no page, or a list of what is in a folder. */
export function placeOfSource(path: string): string {
  // What begins with a dot would be no page.
  return `source/${path.replaceAll(/(?<=^|\/)\./g, '_')}.md`;
}
