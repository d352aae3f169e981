import type { Command } from 'commander';
import type { Lazily } from './action.js';
import { list, wholeNumber } from './flag-values.js';

export function addBoard(program: Command, lazily: Lazily): void {
  program
    .command('board')
    .summary('a page to look at the queues, and redrive')
    .description(
      'Serves a page that shows both queues over time and poisoned messages by reason, and can redrive them. It looks without touching; only a redrive, and counting what it would do, receives.',
    )
    .option('--port <number>', 'where to listen; 0 finds a free one', wholeNumber(0, 65_535), 4477)
    .option(
      '--host <address>',
      'for others than this machine, who need the token: that in QUEUE_JOB_BOARD_TOKEN, or one that is made',
      '127.0.0.1',
    )
    .option(
      '--allow-host <name...>',
      'names by which others reach it, such as that of an ingress',
      list,
    )
    .option('--interval <duration>', 'between two looks at the queues', '5s')
    .addHelpText(
      'after',
      `
Examples:
  queue-job board
  queue-job board --port 0 --interval 30s
  kubectl port-forward my-pod 4477`,
    )
    .action(lazily(async () => (await import('./board.js')).board));
}
