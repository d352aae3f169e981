import type { Command } from 'commander';
import { list, wholeNumber } from './flag-values.js';

/** Which messages of the poison queue a command is about. */
export interface FilterFlags {
  readonly reason?: string;
  readonly type?: string;
  readonly id?: readonly string[];
  readonly olderThan?: string;
  readonly newerThan?: string;
  readonly limit?: number;
}

export function addFilterFlags(command: Command): Command {
  return command
    .optionsGroup('Which messages (all that is given must apply):')
    .option('--reason <text>', 'whose reason has this in it, whatever the case')
    .option('--type <type>', 'whose event is of this type')
    .option(
      '--id <id...>',
      'with these ids, there or in the queue they came from, or what they begin with',
      list,
    )
    .option('--older-than <duration>', 'that are in the poison queue for longer: 30m, 12h, 7d')
    .option('--newer-than <duration>', 'that are not')
    .option('--limit <number>', 'so many at most', wholeNumber(1, Infinity));
}
