import { Argument, type Command } from 'commander';
import type { Io } from '../io.js';
import { complete, completionScript, type Shell } from './completion.js';

export function addCompletion(program: Command, { stdout }: Pick<Io, 'stdout'>): void {
  program
    .command('completion')
    .summary('write a script that lets a shell complete commands')
    .description('Writes a script that lets a shell complete commands and flags.')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      `
Where it belongs:
  bash  source <(queue-job completion bash)      in ~/.bashrc
  zsh   source <(queue-job completion zsh)       in ~/.zshrc, after compinit
  fish  queue-job completion fish > ~/.config/fish/completions/queue-job.fish`,
    )
    .action((shell: Shell) => void stdout.write(completionScript(shell)));

  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .action((words: readonly string[]) => void stdout.write(complete(program, words)));
}
