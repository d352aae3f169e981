import type { Command, Option } from 'commander';

/**
 * What each shell is told: to ask `queue-job complete` with the words so far, the one at the cursor last. An answer is a line with
 * a word and what it means; no answer leaves the word to the shell, which knows files.
 */
const SCRIPTS = {
  bash: `_queue_job() {
  local IFS=$'\\n'
  COMPREPLY=($(queue-job complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1))
}
complete -o default -o bashdefault -F _queue_job queue-job`,
  zsh: `#compdef queue-job
_queue_job() {
  local line
  local -a found
  for line in "\${(@f)$(queue-job complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#found} )); then _describe 'queue-job' found; else _files; fi
}
compdef _queue_job queue-job`,
  fish: `complete -c queue-job -f -a '(queue-job complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'`,
} as const;

export type Shell = keyof typeof SCRIPTS;

export function completionScript(shell: Shell): string {
  return `${SCRIPTS[shell]}\n`;
}

/** Answers a shell: what the last of the words may become. */
export function complete(program: Command, words: readonly string[]): string {
  return candidates(program, words)
    .map(([word, meaning]) => `${word}\t${meaning}\n`)
    .join('');
}

type Candidate = readonly [word: string, meaning: string];

function candidates(program: Command, words: readonly string[]): Candidate[] {
  const current = words.at(-1) ?? '';
  const { command, pending } = walk(program, words.slice(0, -1));
  const all = pending === undefined ? nextOf(command, current) : valuesOf(pending);
  return all.filter(([word]) => word.startsWith(current));
}

/** Follows the words to the command they name, and to the flag that still wants a value. */
function walk(program: Command, words: readonly string[]) {
  let command = program;
  let pending: Option | undefined;
  for (const word of words) {
    if (pending !== undefined) {
      pending = undefined;
    } else if (word.startsWith('-')) {
      const option = flagsOf(command).find(({ long, short }) => [long, short].includes(word));
      pending = option?.required ? option : undefined;
    } else command = command.commands.find((one) => one.name() === word) ?? command;
  }
  return { command, pending };
}

function nextOf(command: Command, current: string): Candidate[] {
  if (current.startsWith('-')) {
    return flagsOf(command).map(({ long, description }) => [long!, description]);
  }
  const visible = command.createHelp().visibleCommands(command);
  if (visible.length > 0) return visible.map((one) => [one.name(), one.summary()]);
  return command.registeredArguments.flatMap(({ argChoices = [] }) =>
    argChoices.map((choice) => [choice, ''] as const),
  );
}

function valuesOf({ argChoices = [], description }: Option): Candidate[] {
  return argChoices.map((choice) => [choice, description]);
}

/** Those of the command, and those of all commands. */
function flagsOf(command: Command): readonly Option[] {
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
}
