import type { Command } from 'commander';
import type { Lazily } from '../commands/action.js';

export function addExplain(program: Command, lazily: Lazily): void {
  program
    .command('explain')
    .summary('what a text, an exit code or a log means, and what to do')
    .description(
      'Explains what a job, its chart or this tool has told: a text or a part of it, an exit code, the name of an error or an outcome, or a whole log on standard input. Without anything it lists all names. Nothing is connected to.',
    )
    .argument('[text...]', 'what to explain')
    .addHelpText(
      'after',
      `
Examples:
  queue-job explain 21
  queue-job explain QueueAccessError
  queue-job explain 'Delivered 6 times, more often than MaxDequeueCount'
  kubectl logs job/guardians-x2x4z | queue-job explain`,
    )
    .action(lazily(async () => (await import('./explain.js')).explain));
}
