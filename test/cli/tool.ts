import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { expectNoSecrets } from '../support/secrets.ts';

/** The program, as it was built last. */
export const MAIN = fileURLToPath(
  new URL('../../libs/queue-job-cli/dist/main.js', import.meta.url),
);

export interface ToolEnd {
  /** `null` when a signal killed the process. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `queue-job` in a process of its own. */
export class Tool implements AsyncDisposable {
  readonly ended: Promise<ToolEnd>;
  readonly #child: ChildProcess;

  constructor(queueName: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const settings = {
      StorageAccount__QueueName: queueName,
      StorageAccount__ConnectionString: inject('azurite'),
    };
    this.#child = spawn(process.execPath, [MAIN, ...argv], {
      env: { PATH: process.env['PATH'], ...settings, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
      killSignal: 'SIGKILL',
    });
    this.ended = this.#end();
    this.ended.catch(() => {});
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended.catch(() => {});
  }

  async #end(): Promise<ToolEnd> {
    const [stdout, stderr, [exitCode]] = await Promise.all([
      text(this.#child.stdout!),
      text(this.#child.stderr!),
      once(this.#child, 'close') as Promise<[number | null]>,
    ]);
    expectNoSecrets(stdout + stderr, [inject('azurite')]);
    return { exitCode, stdout, stderr };
  }
}

/** Runs a command to its end. */
export function runTool(
  queueName: string,
  argv: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<ToolEnd> {
  return new Tool(queueName, argv, env).ended;
}
