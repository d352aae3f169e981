import type { Command } from 'commander';
import type { Lazily } from './action.js';
import { rate, wholeNumber } from './flag-values.js';

export function addSend(program: Command, lazily: Lazily): void {
  program
    .command('send [text]')
    .summary('send messages to the queue')
    .description(
      'Sends a text, a file, standard input, or every line of them as a message, written as a job with these settings reads it. All are checked before the first is sent.',
    )
    .optionsGroup('What:')
    .option('-f, --file <path>', 'the content of a file; - for standard input')
    .option('--lines', 'every line of it is a message of JSON')
    .option('--base64', 'it is base64 of what is to be sent (of every line, with --lines)')
    .option(
      '-t, --type <type>',
      'it is the data of an event of this type, which gets an envelope as EventFormat says',
    )
    .optionsGroup('How:')
    .option('--delay <duration>', 'nobody sees it for so long, 7d at most')
    .option('--time-to-live <duration>', 'after so long the queue drops it (default: never)')
    .option('--at-least-once', 'send again when no answer came, though it may be there twice then')
    .option('--rate <number>', 'so many a second at most', rate)
    .option(
      '--skip <number>',
      'leave out so many at the beginning, to go on after an interruption',
      wholeNumber(0, Infinity),
      0,
    )
    .option('--create', 'create the queue when it is missing')
    .option('--dry-run', 'check everything, send nothing')
    .addHelpText(
      'after',
      `
Examples:
  queue-job send '{"type":"guardian.create","name":"Groot"}'
  queue-job send --type guardian.create '{"name":"Groot"}' --delay 10m
  queue-job send --file event.json
  jq -c '.[]' events.json | queue-job send --file - --lines --rate 50`,
    )
    .action(lazily(async () => (await import('./send.js')).send));
}
