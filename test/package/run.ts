import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, without a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** Thrown when a command ends with another exit code than 0, or does not start. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** All it wrote, to standard output first. */
  readonly output: string;

  constructor(message: string, output: string) {
    super(`${message}\n${output}`);
    this.output = output;
  }
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to our own environment. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a command to its end, in our own environment.
 *
 * @returns what it wrote to standard output
 * @throws CommandError
 */
export function run(
  command: string,
  args: readonly string[],
  { cwd = ROOT, env = {} }: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...env } };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const end =
        error.code === undefined ? `was ended by ${error.signal}` : `ended with ${error.code}`;
      reject(new CommandError(`${[command, ...args].join(' ')} ${end}`, `${stdout}${stderr}`));
    });
  });
}

/** Runs one of the repository's tools, on the Node that runs us. */
export function runTool(
  name: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<string> {
  return run(process.execPath, [`${ROOT}/node_modules/.bin/${name}`, ...args], options);
}
