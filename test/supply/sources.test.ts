import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../package/run.ts';
import { readManifest } from './manifest.ts';

/** What the published packages need of Node: nothing that starts a process or runs a text as code; the tool alone connects. */
const PUBLISHED = [
  {
    folder: 'libs/queue-job',
    ofNode: ['node:async_hooks', 'node:crypto', 'node:fs', 'node:os', 'node:path', 'node:util'],
    unseen: [],
  },
  {
    folder: 'libs/queue-job-cli',
    ofNode: [
      'node:crypto',
      'node:events',
      'node:fs',
      'node:fs/promises',
      'node:os',
      'node:path',
      'node:util',
      'node:readline/promises',
      'node:stream',
      'node:stream/consumers',
      'node:timers/promises',
      'node:dns/promises',
      'node:http',
      'node:https',
      'node:net',
      'node:tls',
      'node:url',
    ],
    // The peers of the library, which it brings along for those who only want the tool.
    unseen: [
      '@nestjs/common',
      '@nestjs/config',
      '@nestjs/core',
      'rxjs',
      'class-transformer',
      'class-validator',
      'reflect-metadata',
    ],
  },
  {
    // What it makes imports much; it is in texts of its own.
    folder: 'libs/create-queue-job',
    ofNode: ['node:fs', 'node:path', 'node:util'],
    unseen: [],
  },
] as const;

/** What does such things without being imported. */
const GLOBALS =
  /\b(?:eval|Function|fetch|WebSocket|EventSource|require)\s*\(|process\.(?:binding|dlopen)/;

describe.each(PUBLISHED)('the sources of $folder', ({ folder, ofNode, unseen }) => {
  const source = join(ROOT, folder, 'src');
  const sources = globSync('**/*.ts', { cwd: source })
    .filter((path) => !/\.(?:spec|contract|fixture)\.ts$|^scaffold\/files\//.test(path))
    .map((path) => ({ path, text: readFileSync(join(source, path), 'utf8') }));

  it('import nothing but what is installed with them, all of that, and little of Node', () => {
    const { dependencies = {}, peerDependencies } = readManifest(folder);
    const allowed: readonly string[] = [
      ...ofNode,
      ...Object.keys({ ...dependencies, ...peerDependencies }),
    ];

    const imported = sources
      .flatMap(({ text }) =>
        [...text.matchAll(/\b(?:from|import)[\s(]+'([^'.][^']*)'/g)].map(([, name]) => name!),
      )
      .map((name) => name.replace(/^nestjs-queue-job\/tools$/, 'nestjs-queue-job'));

    expect(allowed).toEqual(expect.arrayContaining(imported));
    const needed = Object.keys(dependencies).filter(
      (name) => !(unseen as readonly string[]).includes(name),
    );
    expect(imported).toEqual(expect.arrayContaining(needed));
  });

  it('run no text as code, and connect to nothing by themselves', () => {
    const doing = sources.filter(({ text }) => GLOBALS.test(text));

    expect(doing.map(({ path }) => path)).toEqual([]);
  });
});
