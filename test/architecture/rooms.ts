/**
 * The rooms of the library, from the entries to what all stand on: a room may import from those behind it in this list, never from its
 * neighbours or those before. A room is a folder, or a file beside the folders without its ending.
 */
export const ROOMS: readonly (readonly string[])[] = [
  ['index', 'testing', 'tools'],
  ['queue-job.factory', 'queue-job.module'],
  ['queue-job.module-definition', 'process'],
  ['runner', 'sender'],
  ['telemetry'],
  ['delivery'],
  ['executor'],
  ['lock', 'message'],
  ['queue'],
  ['options'],
  ['clock', 'log', 'outcome', 'forward-abort', 'open-telemetry-set-up', 'queue-job.error'],
];

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
