import type { Command } from 'commander';
import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import type { Screen } from '../terminal/screen.js';
import type { GlobalFlags } from './global-flags.js';

/** What a command has to do with. */
export interface Context {
  readonly io: Io;
  readonly screen: Screen;
  readonly flags: GlobalFlags;
}

/** What a command does, with its own flags and arguments. */
export type Action<Flags, Arguments extends readonly unknown[] = []> = (
  context: Context,
  flags: Flags,
  ...rest: Arguments
) => Promise<ExitCode>;

/** Puts a command's action off until it is called for, and what it needs with it. */
export type Lazily = <Flags, Arguments extends readonly unknown[]>(
  load: () => Promise<Action<Flags, Arguments>>,
) => (...given: [...Arguments, Flags, Command]) => Promise<void>;
