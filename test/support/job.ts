import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UNBLOCK_FILE, type Told } from '../app/src/script.ts';
import { expectNoSecrets } from './secrets.ts';

const APP = new URL('../app/dist/', import.meta.url);

/** In milliseconds: when a job that a failed test left behind is killed. */
const LONGEST_LIFE = 90_000;

/** A variable that is `undefined` is left out. */
type Variables = Readonly<Record<string, string | undefined>>;

/** What to run, and in which surroundings. */
export interface JobOptions {
  /** The program: a file of the test application. Default: the one that uses `QueueJobFactory.run`. */
  readonly entry?: string;
  readonly args?: readonly string[];
  /** Options of Node's own, such as `--max-old-space-size=64`. */
  readonly nodeOptions?: readonly string[];
  /** A command that starts the job, such as `unshare --pid --fork`: it is given the job's own command line as further arguments. */
  readonly within?: readonly string[] | undefined;
  /** A file of the test application to load before the program. */
  readonly preload?: string;
  /** Settings for the environment, such as `QueueName`. */
  readonly settings?: Variables;
  /** All other variables; nothing else is inherited. */
  readonly env?: Variables | undefined;
  /** Files to lie in the working directory, by their names. */
  readonly files?: Readonly<Record<string, string>>;
  /** What must not be shown, beside the keys and signatures of the settings. */
  readonly secrets?: readonly string[];
}

/** How a job ended, and everything it said. */
export interface JobResult {
  /** `null` when a signal killed the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly told: readonly Told[];
  /** As it was written; empty when none was. */
  readonly terminationMessage: string;
}

/** A job in a process of its own, which ends with the test at the latest. */
export class Job implements AsyncDisposable {
  /** Rejects when the job has shown a secret. */
  readonly ended: Promise<JobResult>;
  readonly #options: JobOptions;
  readonly #directory = mkdtempSync(join(tmpdir(), 'queue-job-'));
  readonly #child: ChildProcess;
  readonly #changes = new EventEmitter();
  readonly #told: Told[] = [];
  #stdout = '';
  #stderr = '';
  #hasEnded = false;

  constructor(options: JobOptions = {}) {
    const { entry = 'main.js', args = [], preload, files = {} } = options;
    const { nodeOptions = [], within = [] } = options;
    this.#options = options;
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(this.#directory, name), text);
    }
    const program = [fileURLToPath(new URL(entry, APP)), ...args];
    const before = preload === undefined ? [] : ['--import', new URL(preload, APP).href];
    const [command, ...rest] = [...within, process.execPath, ...nodeOptions, ...before, ...program];
    this.#child = spawn(command!, rest, {
      cwd: this.#directory,
      env: this.#environment(options),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      timeout: LONGEST_LIFE,
      killSignal: 'SIGKILL',
    });
    this.#listen();
    this.ended = this.#end();
    // A test may fail before it gets as far as awaiting the end.
    this.ended.catch(() => {});
  }

  /** Resolves when the job has told of an event; rejects when it ends without. */
  async heard<E extends Told['event']>(event: E): Promise<Extract<Told, { event: E }>> {
    const isIt = (told: Told): told is Extract<Told, { event: E }> => told.event === event;
    return this.#until(() => this.#told.find(isIt), event);
  }

  /** Resolves when the job has printed a text; rejects when it ends without. */
  async printed(text: string): Promise<void> {
    await this.#until(() => (this.#stdout + this.#stderr).includes(text) || undefined, text);
  }

  /** Resolves when the job has come to a step that the test sees from outside; rejects when it ends without. */
  async reached(step: Promise<void>): Promise<void> {
    const unreached = this.ended.then(() => this.#endedWithout('coming to the step'));
    await Promise.race([step, unreached]);
  }

  /** Lets the job go on from where it waits for the test. */
  go(): void {
    this.#child.send('go');
  }

  /** Lets the job's event loop go on. */
  unblock(): void {
    writeFileSync(join(this.#directory, UNBLOCK_FILE), '');
  }

  /** Sends a signal to the job itself, whatever command started it. */
  kill(signal: NodeJS.Signals): void {
    const job = childOf(this.#child.pid!);
    if (job === undefined) this.#child.kill(signal);
    else process.kill(job, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended.catch(() => {});
  }

  #environment({ settings = {}, env = {} }: JobOptions): NodeJS.ProcessEnv {
    const variables = Object.entries(settings).map(
      ([name, value]) => [`StorageAccount__${name}`, value] as const,
    );
    return {
      TERMINATION_MESSAGE_PATH: this.#terminationMessagePath,
      ...Object.fromEntries(variables),
      ...env,
    };
  }

  get #terminationMessagePath(): string {
    return join(this.#directory, 'termination-message');
  }

  #listen(): void {
    this.#child.on('message', (told: Told) => {
      this.#told.push(told);
      this.#changes.emit('change');
    });
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#changes.emit('change');
    });
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#changes.emit('change');
    });
  }

  async #end(): Promise<JobResult> {
    const [exitCode, signal] = (await once(this.#child, 'close')) as [
      JobResult['exitCode'],
      JobResult['signal'],
    ];
    this.#hasEnded = true;
    this.#changes.emit('change');
    const result = {
      exitCode,
      signal,
      stdout: this.#stdout,
      stderr: this.#stderr,
      told: this.#told,
      terminationMessage: readIfThere(this.#terminationMessagePath),
    };
    rmSync(this.#directory, { recursive: true });
    const { settings, env, files, secrets } = this.#options;
    const shown = result.stdout + result.stderr + result.terminationMessage;
    expectNoSecrets(shown, Object.values({ ...settings, ...env, ...files }), secrets);
    return result;
  }

  async #until<T>(look: () => T | undefined, what: string): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.#hasEnded) this.#endedWithout(`"${what}"`);
      await once(this.#changes, 'change');
    }
  }

  #endedWithout(what: string): never {
    throw new Error(`The job ended without ${what}:\n${this.#stdout}${this.#stderr}`);
  }
}

/** Runs a job from its start to its end. */
export function runJob(options: JobOptions): Promise<JobResult> {
  return new Job(options).ended;
}

/** The only child of a process, if it has one. */
function childOf(pid: number): number | undefined {
  return Number(readIfThere(`/proc/${pid}/task/${pid}/children`)) || undefined;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
