import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT, loadLibrary, type Library } from '../library.ts';
import type { Mutant } from './mutants.ts';

/** Inside node_modules, where what the library depends on is found. */
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache', import.meta.url));

/**
 * Loads a mutant: a copy of the built library with its fault.
 *
 * @throws when the text that is to be changed is not there exactly once
 */
export function breakLibrary({ name, file, from, to }: Mutant): Library {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'mutant-'));
  try {
    cpSync(BUILT, folder, { recursive: true });
    const path = join(folder, file);
    const [before, after, ...more] = readFileSync(path, 'utf8').split(from);
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`"${name}": ${file} must contain the text to change exactly once.`);
    }
    writeFileSync(path, before + to + after);
    return loadLibrary(folder);
  } finally {
    // By now all of it is loaded.
    rmSync(folder, { recursive: true, force: true });
  }
}
