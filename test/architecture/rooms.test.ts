import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../package/run.ts';
import { importsBelow, importsOf } from './imports.ts';
import { DRAWN, KNOWN_TO, roomOf, ROOMS } from './rooms.ts';

const IMPORTS = importsBelow(join(ROOT, 'libs/queue-job/src'));
const FILES = [...new Set(IMPORTS.map(({ file }) => file))];

const levelOf = (file: string) => ROOMS.findIndex((level) => level.includes(roomOf(file)));

describe('the rooms of the library', () => {
  it('are all in the list, and the list has no other', () => {
    const rooms = new Set(FILES.map(roomOf));

    expect(ROOMS.length).toBeGreaterThan(1);
    expect(ROOMS.flat()).toEqual(expect.arrayContaining([...rooms]));
    // What all stand on need not import anything.
    expect([...rooms]).toEqual(expect.arrayContaining(ROOMS.slice(0, -1).flat()));
  });

  it('import only from rooms behind them', () => {
    const upward = IMPORTS.filter(
      ({ file, target, isPackage }) =>
        !isPackage && roomOf(file) !== roomOf(target) && levelOf(file) >= levelOf(target),
    );

    expect(upward).toEqual([]);
  });

  it('leave Azure to its adapters, and Nest to those that Nest calls', () => {
    const knowing = IMPORTS.filter(
      ({ file, target }) => KNOWN_TO[target]?.every((start) => !file.startsWith(start)) === true,
    );

    expect(knowing).toEqual([]);
  });

  it('have no adapter that knows its sibling', () => {
    const siblings = IMPORTS.filter(
      ({ file, target }) =>
        (file.includes('/memory/') && target.includes('/azure/')) ||
        (file.includes('/azure/') && target.includes('/memory/')),
    );

    expect(siblings).toEqual([]);
  });
});

describe('the drawing of the rooms', () => {
  it('has the levels of the table, in its order, and leaves out only what "…" stands for', () => {
    const levels = ROOMS.map((level, at) =>
      DRAWN[at]?.at(-1) === '…' ? [...level.slice(0, DRAWN[at].length - 1), '…'] : level,
    );

    expect(DRAWN).toEqual(levels);
  });
});

describe('the command-line tool', () => {
  it('knows the library by its entry for tools alone', () => {
    const entries = importsBelow(join(ROOT, 'libs/queue-job-cli/src'))
      .filter(({ specifier }) => specifier.startsWith('nestjs-queue-job'))
      .map(({ specifier }) => specifier);

    expect([...new Set(entries)]).toEqual(['nestjs-queue-job/tools']);
  });
});

describe('importsOf', () => {
  it('finds statements and calls, of files and of packages', () => {
    const text = `
      import { a } from './a.js';
      import type { B } from '../queue/b.js';
      export { c } from '@nestjs/core/internal';
      import 'reflect-metadata';
      const d = await import('./azure/d.js');`;

    expect(importsOf('queue/x.ts', text).map(({ target }) => target)).toEqual([
      'queue/a.ts',
      'queue/b.ts',
      '@nestjs/core',
      'reflect-metadata',
      'queue/azure/d.ts',
    ]);
  });
});
