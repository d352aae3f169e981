import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../tools/site/pages.ts';

/** What `npm run docs` has built. */
export const SITE = join(ROOT, 'reports/site');

/** Under which path `npm run test:site` has it built: not at the root of a host, so that nothing passes that only works there. */
export const BASE = '/queue-job/';

/** A file of the site, and its text. */
export interface SiteFile {
  /** As in its address: `coming-from/dotnet.html`. */
  readonly path: string;
  readonly text: string;
}

export function readSite(ending: string): readonly SiteFile[] {
  return globSync(`**/*${ending}`, { cwd: SITE })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(SITE, path), 'utf8') }));
}
