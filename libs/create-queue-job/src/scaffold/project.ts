import type { Folder } from './folder.js';
import { objectAt, readJson, textAt, type Json } from './json.js';
import { ScaffoldError } from './scaffold.error.js';
import { notNest, oldNest } from './scaffold.messages.js';

export type TestRunner = 'vitest' | 'jest';

export type PackageManager = 'npm' | 'yarn' | 'pnpm' | 'bun';

export type NestMajor = 11 | 12;

/** What a Nest project is like, as far as a job in it must be like it. */
export interface Project {
  readonly nest: NestMajor;
  /** Whether its files are ES modules. */
  readonly isEsm: boolean;
  readonly runner?: TestRunner;
  /** Whether it is Nest's kind of monorepo, with applications in `apps`. */
  readonly isMonorepo: boolean;
  /** Whether one file is made of each application, instead of one of each source. */
  readonly isBundled: boolean;
  readonly sourceRoot: string;
  readonly packageManager: PackageManager;
  readonly manifest: Json;
}

export const MANIFEST = 'package.json';
export const NEST_CLI = 'nest-cli.json';

/** @throws ScaffoldError when the folder is no Nest project, or one that is too old */
export function lookAt(folder: Folder): Project {
  const manifest = readJson(folder, MANIFEST);
  const range = objectAt(manifest, 'dependencies')['@nestjs/core'];
  if (manifest === undefined || typeof range !== 'string') {
    throw new ScaffoldError(notNest(MANIFEST));
  }
  const nestCli = readJson(folder, NEST_CLI);
  const { builder } = objectAt(nestCli, 'compilerOptions');
  const runner = runnerOf(manifest);
  return {
    nest: majorOf(range),
    isEsm: manifest['type'] === 'module',
    ...(runner === undefined ? {} : { runner }),
    isMonorepo: nestCli?.['monorepo'] === true,
    isBundled: /rspack|webpack/.test(JSON.stringify(builder ?? '')),
    sourceRoot: textAt(nestCli, 'sourceRoot') ?? 'src',
    packageManager: packageManagerOf(folder),
    manifest,
  };
}

/** What is no range of versions, such as `latest` or `workspace:*`, is taken for the newest. */
function majorOf(range: string): NestMajor {
  const [major] = /\d+/.exec(range) ?? [];
  if (major === '11') return 11;
  if (major !== undefined && Number(major) < 11) throw new ScaffoldError(oldNest(range));
  return 12;
}

/** By its lock file. */
function packageManagerOf(folder: Folder): PackageManager {
  const has = (file: string) => folder.read(file) !== undefined;
  if (has('yarn.lock')) return 'yarn';
  if (has('pnpm-lock.yaml')) return 'pnpm';
  return has('bun.lock') || has('bun.lockb') ? 'bun' : 'npm';
}

function runnerOf(manifest: Json): TestRunner | undefined {
  const installed = {
    ...objectAt(manifest, 'dependencies'),
    ...objectAt(manifest, 'devDependencies'),
  };
  return (['vitest', 'jest'] as const).find((name) => name in installed);
}
