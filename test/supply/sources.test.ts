import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../package/run.ts';
import { readManifest } from './manifest.ts';

const SOURCE = join(ROOT, 'libs/queue-job/src');

/** What the library needs of Node: nothing that connects, starts a process, or runs a text as code. */
const OF_NODE = ['node:crypto', 'node:fs', 'node:os', 'node:path', 'node:util'];

/** What does such things without being imported. */
const GLOBALS =
  /\b(?:eval|Function|fetch|WebSocket|EventSource|require)\s*\(|process\.(?:binding|dlopen)/;

const sources = globSync('**/*.ts', { cwd: SOURCE })
  .filter((path) => !/\.(?:spec|contract|fixture)\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(SOURCE, path), 'utf8') }));

describe('the sources of the library', () => {
  it('import nothing but what is installed with them, all of that, and little of Node', () => {
    const { dependencies = {}, peerDependencies } = readManifest('libs/queue-job');
    const allowed = [...OF_NODE, ...Object.keys({ ...dependencies, ...peerDependencies })];

    const imported = sources.flatMap(({ text }) =>
      [...text.matchAll(/\b(?:from|import)[\s(]+'([^'.][^']*)'/g)].map(([, name]) => name),
    );

    expect(allowed).toEqual(expect.arrayContaining(imported));
    expect(imported).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  });

  it('run no text as code, and connect to nothing by themselves', () => {
    const doing = sources.filter(({ text }) => GLOBALS.test(text));

    expect(doing.map(({ path }) => path)).toEqual([]);
  });
});
