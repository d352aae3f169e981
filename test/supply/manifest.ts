import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../package/run.ts';

/** Names of packages, and which versions of each are wanted. */
export type Ranges = Readonly<Record<string, string>>;

/** Which packages a package wants. */
export interface Wishes {
  readonly dependencies?: Ranges;
  readonly devDependencies?: Ranges;
  readonly optionalDependencies?: Ranges;
  readonly peerDependencies?: Ranges;
}

/** What a `package.json` says, as far as it matters here. */
export interface Manifest extends Wishes {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  /** Whether npm may run the install scripts of these packages. */
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
}

/** What is wanted in these kinds of dependencies, one by one. */
export function wishesIn(
  ...kinds: readonly (Ranges | undefined)[]
): { readonly name: string; readonly range: string }[] {
  return kinds
    .flatMap((ranges = {}) => Object.entries(ranges))
    .map(([name, range]) => ({ name, range }));
}
