import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../package/run.ts';

/** The page whose table of rooms holds the sources. */
const PAGE = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

/**
 * The rooms of the library, from the entries to what all stand on: a room may import from those behind it in this list, never from its
 * neighbours or those before. A room is a folder, or a file beside the folders without its ending.
 */
export const ROOMS: readonly (readonly string[])[] = roomsIn(PAGE);

/** The rooms as the page's drawing has them, level by level from the top; `…` stands for some that are not drawn. */
export const DRAWN: readonly (readonly string[])[] = roomsDrawnIn(
  readFileSync(join(ROOT, 'docs/architecture/rooms.svg'), 'utf8'),
);

/** Who may know a package, by the beginning of a file's path; what is not named here may be known by all. */
export const KNOWN_TO: Readonly<Record<string, readonly string[]>> = {
  '@azure/identity': ['queue/azure/', 'options/'],
  '@azure/storage-blob': ['lock/azure/'],
  '@azure/storage-queue': ['queue/azure/'],
  '@nestjs/common': [
    'queue-job.',
    'testing/',
    'process/',
    'runner/',
    'sender/',
    'telemetry/',
    'executor/',
  ],
  '@nestjs/config': ['queue-job.', 'options/', 'sender/'],
  '@nestjs/core': ['queue-job.', 'telemetry/', 'executor/'],
  '@nestjs/testing': ['testing/'],
  '@opentelemetry/api': ['telemetry/'],
};

/** The room of a file, by its path below the sources. */
export function roomOf(file: string): string {
  const [first = ''] = file.split('/');
  return first.replace(/\.ts$/, '');
}

/** The first column of the table whose first row says `rooms`. */
function roomsIn(page: string): readonly (readonly string[])[] {
  const lines = page.split('\n');
  const head = lines.findIndex((line) => /^\|\s*rooms\s*\|/.test(line));
  const end = lines.indexOf('', head);
  return lines
    .slice(head + 2, end)
    .map((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, room = '']) => room));
}

/** The names in the middle of boxes; those at one height are one level. */
function roomsDrawnIn(picture: string): readonly (readonly string[])[] {
  const names = [
    ...picture.matchAll(/<text class="name" x="\d+" y="(\d+)" text-anchor="middle">([^<]+)</g),
  ];
  const levels = Map.groupBy(names, ([, height]) => Number(height));
  return [...levels]
    .toSorted(([one], [other]) => one - other)
    .map(([, level]) => level.map(([, , name = '']) => name.replace(/\/$|\.ts$/, '')));
}
