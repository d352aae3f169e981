import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../package/run.ts';
import type { Wishes } from './manifest.ts';

/** What a lock file says of a package. */
export interface LockedPackage extends Wishes {
  readonly version?: string;
  readonly integrity?: string;
  /** Where it comes from; of a link, where it leads. */
  readonly resolved?: string;
  readonly link?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
}

/** Every package by its place: the repository's own, such as `libs/queue-job`, and those in a `node_modules`. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

export function readLockFile(): LockedPackages {
  const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  return (JSON.parse(text) as { readonly packages: LockedPackages }).packages;
}

export interface ShippedPackage extends LockedPackage {
  readonly name: string;
}

/**
 * Everything that is installed with one of the repository's own packages, in the order of names: its dependencies, theirs, and
 * so on. Its own peers are left out, which are its users' choice.
 */
export function shippedWith(own: string, packages: LockedPackages): readonly ShippedPackage[] {
  const shipped = new Map<string, ShippedPackage>();
  const follow = (names: readonly string[], from: string) => {
    for (const name of names) {
      const place = find(name, from, packages);
      if (place === undefined || shipped.has(place)) continue;
      const { link, resolved } = packages[place]!;
      if (link) {
        // Another package of the repository, which is published too.
        follow(Object.keys(packages[resolved!]!.dependencies ?? {}), resolved!);
        continue;
      }
      const { dependencies, optionalDependencies, peerDependencies } = packages[place]!;
      shipped.set(place, { name, ...packages[place] });
      follow(Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }), place);
    }
  };
  follow(Object.keys(packages[own]!.dependencies ?? {}), own);
  return [...shipped.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Where a package finds another: as Node looks for it, inside itself, then further and further out. */
function find(name: string, from: string, packages: LockedPackages): string | undefined {
  const place = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (place in packages) return place;
  return from === '' ? undefined : find(name, from.replace(/\/?[^/]+$/, ''), packages);
}
