import type { Command } from 'commander';
import type { Lazily } from './action.js';

export function addDoctor(program: Command, lazily: Lazily): void {
  program
    .command('doctor')
    .summary('look for what keeps a job from its messages')
    .description(
      'Looks at settings, name resolution, connection, clock, rights, queues and a sample of messages, and tells the way out of what it finds. No message is received, sent or changed.',
    )
    .addHelpText(
      'after',
      `
Exit codes: 0 nothing is broken, 20 the settings are wrong, 21 the queue is out of reach or refuses a call,
3 something else is broken.

Examples:
  queue-job doctor
  kubectl exec my-pod -- queue-job doctor
  queue-job doctor --json | jq '.findings[] | select(.state == "fault")'`,
    )
    .action(lazily(async () => (await import('./doctor.js')).doctor));
}
