import type { Command } from 'commander';
import type { Lazily } from './action.js';
import { addFilterFlags } from './filter-flags.js';
import { rate } from './flag-values.js';

export function addPoison(program: Command, lazily: Lazily): void {
  const poison = program
    .command('poison')
    .summary('look after the poison queue: list, show, redrive, purge')
    .description(
      'Looks after the poison queue, where the messages are that a job gave up. Why it did is told by PoisonFormat=envelope.',
    );

  addFilterFlags(poison.command('list'))
    .summary('what is there, grouped by reason')
    .description(
      'Lists the messages by reason. The first 32 are looked at without touching them; --all receives all of them and gives them back.',
    )
    .optionsGroup('How:')
    .option('--all', 'not the first 32 only; hides them for a moment and counts as a delivery')
    .option('--messages', 'one by one')
    .addHelpText(
      'after',
      `
Examples:
  queue-job poison list
  queue-job poison list --all --type guardian.created
  queue-job poison list --messages --newer-than 1h --json`,
    )
    .action(lazily(async () => (await import('./poison-list.js')).poisonList));

  poison
    .command('show <id>')
    .summary('all that is known of a message')
    .description(
      'Shows why a message was given up, where it came from, and its body. The id may be that of the poison queue or of the queue it came from, and only what it begins with.',
    )
    .addHelpText(
      'after',
      `
Examples:
  queue-job poison show 3a9b3c96
  queue-job poison show 3a9b3c96 --json | jq .body`,
    )
    .action(lazily(async () => (await import('./poison-show.js')).poisonShow));

  addFilterFlags(poison.command('redrive'))
    .summary('send messages back to the queue they came from')
    .description(
      'Sends each message back to the queue, without its envelope, then deletes it from the poison queue. What is interrupted in between makes a second copy, never a loss; run it again to go on. Without --execute, it only tells what it would do.',
    )
    .optionsGroup('How:')
    .option('--execute', 'do it')
    .option('--rate <number>', 'so many a second at most', rate)
    .option('--time-to-live <duration>', 'how long they may stay in the queue (default: for ever)')
    .option('--as-is', 'leave envelopes around them')
    .addHelpText(
      'after',
      `
Messages that arrive after the beginning are left alone, so one that fails again is not sent round and round.

Examples:
  queue-job poison redrive --reason 'registry is closed'
  queue-job poison redrive --reason 'registry is closed' --execute --rate 20
  queue-job poison redrive --id 3a9b3c96 --execute`,
    )
    .action(lazily(async () => (await import('./poison-redrive.js')).poisonRedrive));

  addFilterFlags(poison.command('purge'))
    .summary('delete messages for good')
    .description('Deletes messages of the poison queue. Asks before it does.')
    .optionsGroup('How:')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
Examples:
  queue-job poison purge --older-than 30d
  queue-job poison purge --type guardian.test --yes`,
    )
    .action(lazily(async () => (await import('./poison-purge.js')).poisonPurge));
}
