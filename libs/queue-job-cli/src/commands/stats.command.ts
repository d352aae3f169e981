import type { Command } from 'commander';
import type { Lazily } from './action.js';

export function addStats(program: Command, lazily: Lazily): void {
  program
    .command('stats')
    .summary('how many messages wait, for how long, and how many are poisoned')
    .description(
      'Counts messages. The service counts those that are hidden as well, and approximately; what can be seen is counted up to 32.',
    )
    .option(
      '-w, --watch [interval]',
      'again and again, 5s apart if not told otherwise; Ctrl+C ends it',
    )
    .addHelpText(
      'after',
      `
Examples:
  queue-job stats
  queue-job stats --watch 30s
  queue-job stats --json | jq .poison.approximateCount`,
    )
    .action(lazily(async () => (await import('./stats.js')).stats));
}
