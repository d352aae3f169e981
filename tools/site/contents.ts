import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPage } from './markdown.ts';
import { CONTENTS, ROOT } from './pages.ts';
import { resolveTarget } from './target.ts';

/** A section of the table of contents. */
export interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly title: string;
  /** The page, or the source that is documented. */
  readonly path: string;
}

/**
 * Reads the table of contents: a section for every heading below the title, with the first link of each item of its list.
 *
 * @throws when a link stands before the first heading: it would be in no section
 */
export function readContents(
  markdown = readFileSync(join(ROOT, CONTENTS), 'utf8'),
): readonly Section[] {
  const sections: { title: string; entries: Entry[] }[] = [];
  for (const entry of readPage(markdown).outline) {
    if ('slug' in entry) {
      if (entry.level > 1) sections.push({ title: entry.text, entries: [] });
      continue;
    }
    const { path } = resolveTarget(CONTENTS, entry.target) ?? {};
    const section = sections.at(-1);
    if (section === undefined || path === undefined) {
      throw new Error(`${CONTENTS}: "${entry.text}" is in no section, or not in this repository.`);
    }
    section.entries.push({ title: entry.text, path });
  }
  return sections;
}
