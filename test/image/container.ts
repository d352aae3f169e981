import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engine, ENGINE, IMAGES, isPodman, type Target } from './engine.ts';
import { LOCKED_DOWN } from './locked-down.ts';

/** The network is the host's, so that the container reaches the Azurite of the tests. */
const SURROUNDINGS = [
  '--network=host',
  ...LOCKED_DOWN,
  '--memory-swap=256m',
  // Else podman mounts writable file systems of its own accord, which nobody else does.
  ...(isPodman ? ['--read-only-tmpfs=false', '--no-healthcheck'] : []),
];

export interface ContainerOptions {
  readonly target: Target;
  /** Settings for the environment, such as `QueueName`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** More options of `run`. */
  readonly flags?: readonly string[];
  /** What follows the image: arguments for the entry point. */
  readonly args?: readonly string[];
}

export interface ContainerResult {
  readonly exitCode: number | null;
  /** What it printed, both streams. */
  readonly output: string;
  readonly terminationMessage: string;
}

/** A container of an image under test, which ends, and is removed, with the test at the latest. */
export class Container implements AsyncDisposable {
  readonly ended: Promise<ContainerResult>;
  readonly #name = `queue-job-${randomUUID()}`;
  readonly #directory = mkdtempSync(join(tmpdir(), 'queue-job-container-'));
  readonly #child: ChildProcess;
  readonly #changes = new EventEmitter();
  #output = '';
  #hasEnded = false;

  constructor({ target, settings = {}, env = {}, flags = [], args = [] }: ContainerOptions) {
    writeFileSync(this.#terminationMessagePath, '');
    chmodSync(this.#directory, 0o755);
    chmodSync(this.#terminationMessagePath, 0o666);
    const variables = [
      ...Object.entries(settings).map(([name, value]) => `StorageAccount__${name}=${value}`),
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ];
    this.#child = spawn(
      ENGINE,
      [
        'run',
        `--name=${this.#name}`,
        ...SURROUNDINGS,
        `--volume=${this.#terminationMessagePath}:/dev/termination-log`,
        ...variables.flatMap((variable) => ['--env', variable]),
        ...flags,
        IMAGES[target],
        ...args,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        this.#changes.emit('change');
      });
    }
    this.ended = this.#end();
    this.ended.catch(() => {});
  }

  /** Resolves when the container has printed a text; rejects when it ends without. */
  async printed(text: string): Promise<void> {
    while (!this.#output.includes(text)) {
      if (this.#hasEnded) throw new Error(`It ended without "${text}":\n${this.#output}`);
      await once(this.#changes, 'change');
    }
  }

  /** Sends a signal to its first process. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    await engine(['kill', `--signal=${signal}`, this.#name]);
  }

  /** Runs a command in it. */
  exec(...command: readonly string[]): Promise<string> {
    return engine(['exec', this.#name, ...command]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await engine(['rm', '--force', this.#name]);
    await this.ended;
    rmSync(this.#directory, { recursive: true });
  }

  get #terminationMessagePath(): string {
    return join(this.#directory, 'termination-message');
  }

  async #end(): Promise<ContainerResult> {
    const [exitCode] = (await once(this.#child, 'close')) as [number | null];
    this.#hasEnded = true;
    this.#changes.emit('change');
    return {
      exitCode,
      output: this.#output,
      terminationMessage: readFileSync(this.#terminationMessagePath, 'utf8'),
    };
  }
}

/** Runs a container from its start to its end. */
export async function runContainer(options: ContainerOptions): Promise<ContainerResult> {
  await using container = new Container(options);
  return await container.ended;
}
