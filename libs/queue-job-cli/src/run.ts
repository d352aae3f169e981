import { CommanderError } from 'commander';
import { EXIT_CODE, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { createProgram } from './program.js';

/**
 * Runs the command that the arguments name.
 *
 * @param argv the arguments alone, without the program's name
 * @returns the exit code; never rejects
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT_CODE.ok;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has told what is wrong, or shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODE.usage;
    const { tellError } = await import('./tell-error.js');
    return tellError(error, io);
  }
}
