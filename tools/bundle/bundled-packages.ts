import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { packageOf } from './package-of.ts';

/** A package of which something is in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As SPDX writes it, such as `MIT` or `(MIT OR Apache-2.0)`. */
  readonly license: string;
  /** The texts of its licence and notices, empty when it ships none. */
  readonly notices: string;
}

const NOTICE = /^(?:licen[cs]e|copying|notice|copyrightnotice)[-\w]*(?:\.(?:md|txt))?$/i;

/** What is read of a `package.json`. */
interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/** The packages of these modules, each once, by name; the application's own is one of them. */
export function bundledPackages(moduleIds: Iterable<string>): readonly BundledPackage[] {
  const files = [...moduleIds].filter((id) => isAbsolute(id));
  const folders = new Set(files.flatMap((file) => packageOf(file) ?? workspaceOf(file) ?? []));
  return eachOnce([...folders].map(readPackage));
}

/** The same packages, each once, by name. */
export function eachOnce(packages: readonly BundledPackage[]): readonly BundledPackage[] {
  const byName = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** The folder of the application or library of the workspace that a module belongs to, if it belongs to one. */
function workspaceOf(path: string): string | undefined {
  const folder = dirname(path);
  if (folder === path) return undefined;
  return readManifest(folder).version === undefined ? workspaceOf(folder) : folder;
}

function readManifest(folder: string): Manifest {
  const path = join(folder, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : {};
}

function readPackage(folder: string): BundledPackage {
  const { name = '', version = '', license } = readManifest(folder);
  if (license === undefined) throw new Error(`${name}@${version} does not say its licence.`);
  const notices = readdirSync(folder).filter((file) => NOTICE.test(file));
  return { name, version, license, notices: notices.toSorted().map(read(folder)).join('\n\n') };
}

const read = (folder: string) => (file: string) => readFileSync(join(folder, file), 'utf8').trim();
