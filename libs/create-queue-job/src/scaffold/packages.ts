import type { NestMajor } from './project.js';
import { VERSION } from './version.js';

type Ranges = Readonly<Record<string, string>>;

const OF_NEST: Readonly<Record<NestMajor, { readonly nest: string; readonly config: string }>> = {
  11: { nest: '^11.0.0', config: '^4.0.0' },
  12: { nest: '^12.0.1', config: '^12.0.1' },
};

/** What a job needs when it runs. */
export function packagesOf(nest: NestMajor): Ranges {
  return {
    '@nestjs/common': OF_NEST[nest].nest,
    '@nestjs/config': OF_NEST[nest].config,
    '@nestjs/core': OF_NEST[nest].nest,
    'class-transformer': '^0.5.1',
    'class-validator': '^0.15.1',
    'nestjs-queue-job': `^${VERSION}`,
    'reflect-metadata': '^0.2.2',
    rxjs: '^7.8.1',
  };
}

/** What its tests need, and whoever looks at its queues. */
export function toolsOf(nest: NestMajor): Ranges {
  return {
    '@nestjs/testing': OF_NEST[nest].nest,
    // The command-line tool is made for the newest Nest, and would bring a second one along with another.
    ...(nest === 12 ? { 'nestjs-queue-job-cli': `^${VERSION}` } : {}),
  };
}

/** What else a project needs that has nothing yet. */
export const TOOLS_OF_NEW_PROJECT: Ranges = {
  '@nestjs/cli': '^12.0.0',
  '@nestjs/schematics': '^12.0.0',
  '@types/node': '^24.0.0',
  typescript: '^6.0.2',
  vitest: '^5.1.1',
};

/** In the order in which npm writes them. */
export function sorted<T>(ranges: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(ranges).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
