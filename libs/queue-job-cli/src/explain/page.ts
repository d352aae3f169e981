import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../usage.error.js';
import { readEntries, type Entry } from './entry.js';
import { pageIsMissing } from './explain.messages.js';

/** The page lies in the package as it is written, seen from `src` and from `dist`. A bundle has it beside it. */
const [PACKAGED, BUNDLED] = ['../../src/explain/troubleshooting.md', 'troubleshooting.md'].map(
  (path) => fileURLToPath(new URL(path, import.meta.url)),
) as [string, string];

/**
 * Reads what the page on troubleshooting says. It is read when it is asked for, and no other command pays for it.
 *
 * @throws UsageError when the page was not brought along
 */
export function readPage(path = existsSync(BUNDLED) ? BUNDLED : PACKAGED): readonly Entry[] {
  try {
    return readEntries(readFileSync(path, 'utf8'));
  } catch {
    throw new UsageError(pageIsMissing(path));
  }
}
