import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PUBLISHED } from '../package/pack-library.ts';
import { ROOT } from '../package/run.ts';
import { readLockFile } from './lock-file.ts';
import { readManifest, wishesIn } from './manifest.ts';

/** One version, of a package that may have another name. */
const EXACT = /^(npm:@?[^@]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

const FOLDERS = globSync('{.,libs/*,apps/*,test/package/*}/package.json', { cwd: ROOT }).map(
  dirname,
);

describe('the package.json', () => {
  it.each(FOLDERS)('of %s names exact versions of all but what its users install', (folder) => {
    const {
      private: isOurs,
      dependencies,
      devDependencies,
      optionalDependencies,
    } = readManifest(folder);
    const wishes = wishesIn(
      devDependencies,
      optionalDependencies,
      isOurs ? dependencies : undefined,
    );

    expect(wishes.filter(({ range }) => !EXACT.test(range))).toEqual([]);
  });
});

describe.each(PUBLISHED)('the package.json of %s', (folder) => {
  const published = readManifest(folder);

  it('takes every version of a dependency that is compatible with the tested one', () => {
    const packages = readLockFile();
    const tested = Object.keys(published.dependencies ?? {}).map((name) => {
      const place = `node_modules/${name}`;
      const { version, link } = packages[`${folder}/${place}`] ?? packages[place]!;
      // What is published together belongs together.
      return [name, link ? published.version : `^${version}`];
    });

    expect(published.dependencies ?? {}).toEqual(Object.fromEntries(tested));
  });

  it('has no scripts that an installation could run', () => {
    expect(published).not.toHaveProperty('scripts');
  });
});
