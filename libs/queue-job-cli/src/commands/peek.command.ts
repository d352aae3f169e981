import type { Command } from 'commander';
import type { Lazily } from './action.js';
import { wholeNumber } from './flag-values.js';

export function addPeek(program: Command, lazily: Lazily): void {
  program
    .command('peek')
    .summary('show the first messages of the queue')
    .description('Shows the first visible messages. Nothing is taken, hidden or counted.')
    .option('-n, --count <number>', 'how many, 32 at most', wholeNumber(1, 32), 10)
    .option('--poison', 'of the poison queue instead')
    .option('--full', 'show whole bodies')
    .addHelpText(
      'after',
      `
Examples:
  queue-job peek
  queue-job peek --poison --full --count 1
  queue-job peek --json | jq -r '.messages[].body.type'`,
    )
    .action(lazily(async () => (await import('./peek.js')).peek));
}
