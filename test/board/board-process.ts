import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';
import { MAIN } from '../cli/tool.ts';

/** `queue-job board` in a process of its own. */
export class BoardProcess implements AsyncDisposable {
  readonly #child: ChildProcess;

  private constructor(
    child: ChildProcess,
    /** Where it tells that it is. */
    readonly url: string,
  ) {
    this.#child = child;
  }

  static async start(queueName: string, argv: readonly string[] = []): Promise<BoardProcess> {
    const flags = ['board', '--json', '--port', '0', '--interval', '1s', ...argv];
    const child = spawn(process.execPath, [MAIN, ...flags], {
      env: {
        PATH: process.env['PATH'],
        StorageAccount__QueueName: queueName,
        StorageAccount__ConnectionString: inject('azurite'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { url } = JSON.parse(line) as { url: string };
    return new BoardProcess(child, url);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const [exitCode] = await exit;
    if (exitCode !== 0) throw new Error(`The board ended with exit code ${exitCode}.`);
  }
}
