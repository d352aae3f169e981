import { describe, expect, it } from 'vitest';
import { readLockFile, shippedWith } from './lock-file.ts';
import { readManifest, wishesIn } from './manifest.ts';

/** Licences that ask for nothing but to be named. */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** A version or a range of them, of a package that may have another name: no address, path or repository. */
const PUBLISHED = /^(npm:@?[^@]+@)?[^:/]+$/;

const packages = readLockFile();
const own = Object.keys(packages).filter((place) => !place.includes('node_modules'));
const foreign = Object.entries(packages)
  .filter(([place, { link }]) => place.includes('node_modules') && !link)
  .map(([place, locked]) => ({ place, ...locked }));

describe('the lock file', () => {
  it('pins every package to its bytes, wherever they are downloaded from', () => {
    const loose = foreign.filter(
      ({ integrity = '', resolved }) => !/^sha512-\S+$/.test(integrity) || resolved !== undefined,
    );

    expect(loose).toEqual([]);
  });

  it('links to nothing but the packages of this repository', () => {
    const links = Object.values(packages).filter(({ link }) => link);

    // The links are in the order of the packages' names, the packages in that of their folders.
    expect(new Set(links.map(({ resolved }) => resolved))).toEqual(
      new Set(own.filter((place) => place !== '')),
    );
  });

  it('names nothing that is not published', () => {
    const wishes = Object.values(packages).flatMap((locked) =>
      wishesIn(
        locked.dependencies,
        locked.devDependencies,
        locked.optionalDependencies,
        locked.peerDependencies,
      ),
    );

    expect(wishes.filter(({ range }) => !PUBLISHED.test(range))).toEqual([]);
  });

  it('has no install script that is not switched off', () => {
    const { allowScripts } = readManifest('.');
    const scripted = foreign.filter(({ hasInstallScript }) => hasInstallScript);

    const names = scripted.map(({ place }) => place.replace(/^.*node_modules\//, ''));
    expect(allowScripts).toEqual(Object.fromEntries(names.map((name) => [name, false])));
  });
});

describe.each([
  { what: 'the library', folder: 'libs/queue-job', list: 'shipped.txt' },
  { what: 'the command-line tool', folder: 'libs/queue-job-cli', list: 'shipped-cli.txt' },
  { what: 'what makes projects', folder: 'libs/create-queue-job', list: 'shipped-create.txt' },
])('what is installed with $what', ({ folder, list }) => {
  const shipped = shippedWith(folder, packages);

  it('is what was agreed to', async () => {
    const table = shipped.map(({ name, license }) => `${name} ${license}\n`).join('');

    // A name that is new here is a package more that every user has to trust: look at it before you update the file.
    await expect(table).toMatchFileSnapshot(list);
  });

  it('is under permissive licences', () => {
    expect(shipped.filter(({ license = '' }) => !PERMISSIVE.includes(license))).toEqual([]);
  });

  it('has no install script', () => {
    expect(shipped.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
  });
});
