import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** What a file imports, by whatever syntax. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

/** Files that only tests see may look everywhere. */
const ONLY_FOR_TESTS = /\.(spec|fixture|contract)\.ts$/;

export interface Import {
  /** The file that imports, below the folder. */
  readonly file: string;
  /** As it is written there. */
  readonly specifier: string;
  /** What that means: a file below the folder, or a package. */
  readonly target: string;
  readonly isPackage: boolean;
}

/** All imports of the sources below a folder. */
export function importsBelow(folder: string): readonly Import[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !ONLY_FOR_TESTS.test(file))
    .flatMap((file) => importsOf(file, readFileSync(join(folder, file), 'utf8')));
}

/** @param file where the text stands, with forward slashes */
export function importsOf(file: string, text: string): readonly Import[] {
  return [...text.matchAll(IMPORT)].map(([, specifier = '']) =>
    specifier.startsWith('.')
      ? { file, specifier, target: resolve(file, specifier), isPackage: false }
      : { file, specifier, target: packageOf(specifier), isPackage: true },
  );
}

function resolve(file: string, specifier: string): string {
  return posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts');
}

/** `@azure/storage-queue` of `@azure/storage-queue/dist/index.js`; `node:fs` as it is. */
function packageOf(specifier: string): string {
  const names = specifier.startsWith('@') ? 2 : 1;
  return specifier.split('/').slice(0, names).join('/');
}
