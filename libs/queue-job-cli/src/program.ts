import { Command } from 'commander';
import type { ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import type { Lazily } from './commands/action.js';
import { addGlobalFlags, type GlobalFlags } from './commands/global-flags.js';
import { addBoard } from './commands/board.command.js';
import { addCompletion } from './commands/completion.command.js';
import { addDoctor } from './commands/doctor.command.js';
import { addPeek } from './commands/peek.command.js';
import { addPoison } from './commands/poison.command.js';
import { addSend } from './commands/send.command.js';
import { addStats } from './commands/stats.command.js';
import { addExplain } from './explain/explain.command.js';
import { addPlan } from './plan/plan.command.js';
import { VERSION } from './version.js';

/** What a terminal obeys, but for ends of lines. */
const UNPRINTABLE = /[^\P{Cc}\n]|\p{Bidi_Control}/gu;

/** Describes the command line. What the commands do, and all they need for it, is loaded when one is called. */
export function createProgram(io: Io, onEnd: (exitCode: ExitCode) => void): Command {
  const program = new Command('queue-job')
    .description(
      'Looks after the queue of a job and its poison queue, with the settings of the job.',
    )
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('Add --help to see what can be written.')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // What is wrong with the command line is told with what was written there.
      writeErr: (text) => io.stderr.write(text.replaceAll(UNPRINTABLE, '?')),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    });
  addGlobalFlags(program);
  const lazily: Lazily =
    (load) =>
    async (...given) => {
      const act = await load();
      const command = given.at(-1) as Command;
      const { Screen } = await import('./terminal/screen.js');
      const flags = command.optsWithGlobals<GlobalFlags>();
      const screen = new Screen(io, { isJson: flags.json === true, hasColours: flags.color });
      const [own, ...rest] = given.slice(0, -1).toReversed();
      const call = act as (...all: readonly unknown[]) => Promise<ExitCode>;
      onEnd(await call({ io, screen, flags }, own, ...rest.toReversed()));
    };
  addSend(program, lazily);
  addStats(program, lazily);
  addPeek(program, lazily);
  addDoctor(program, lazily);
  addExplain(program, lazily);
  addPoison(program, lazily);
  addBoard(program, lazily);
  addPlan(program, lazily);
  addCompletion(program, io);
  return program;
}
