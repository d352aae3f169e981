import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monotonic, type Entry } from '../../app/src/soak.journal.ts';

/** In milliseconds: how long a process may take to end once it was told to, or altogether, before it counts as one that never ends. */
const LONGEST_END = 45_000;
const LONGEST_LIFE = 90_000;

/** The settings of a job, by the names of their variables. */
export type Settings = Readonly<Record<string, string>>;

export interface SoakProcessOptions {
  /** The file to start. */
  readonly program: string;
  readonly number: number;
  readonly settings: Settings;
  /** Where it may leave files. */
  readonly directory: string;
}

/** A signal that was sent to a process, and when by the clock of `monotonic`. */
export interface SentSignal {
  readonly signal: NodeJS.Signals;
  readonly at: number;
}

/** All that is known of a process that has ended. */
export interface ProcessRecord {
  readonly number: number;
  readonly settings: Settings;
  readonly signals: readonly SentSignal[];
  readonly endedAt: number;
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  readonly endedBy: NodeJS.Signals | null;
  /** It did not end in its time, and was killed for it. */
  readonly isOverdue: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** As it was written; empty when none was. */
  readonly terminationMessage: string;
  readonly journal: readonly Entry[];
}

/** A job at work in a process of its own. */
export class SoakProcess {
  /** Resolves when it first says something, or ends. */
  readonly spoke: Promise<void>;
  readonly ended: Promise<ProcessRecord>;
  readonly #options: SoakProcessOptions;
  readonly #child: ChildProcess;
  readonly #signals: SentSignal[] = [];
  readonly #output = { stdout: [] as string[], stderr: [] as string[] };
  #isOverdue = false;
  #deadline: NodeJS.Timeout;

  constructor(options: SoakProcessOptions) {
    this.#options = options;
    this.#child = spawn(process.execPath, [options.program], {
      cwd: options.directory,
      env: this.#environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      // Apart from us, so that no signal from a terminal reaches it.
      detached: true,
    });
    this.#deadline = setTimeout(this.#giveUp, LONGEST_LIFE);
    const spoke = Promise.withResolvers<void>();
    for (const name of ['stdout', 'stderr'] as const) {
      this.#child[name]!.setEncoding('utf8').on('data', (text: string) => {
        this.#output[name].push(text);
        spoke.resolve();
      });
    }
    this.spoke = spoke.promise;
    this.ended = this.#end().finally(spoke.resolve);
  }

  send(signal: NodeJS.Signals): void {
    if (!this.#child.kill(signal)) return;
    this.#signals.push({ signal, at: monotonic() });
    if (signal !== 'SIGTERM') return;
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(this.#giveUp, LONGEST_END);
  }

  readonly #giveUp = (): void => {
    this.#isOverdue = true;
    this.#child.kill('SIGKILL');
  };

  #environment(): NodeJS.ProcessEnv {
    const { number, settings } = this.#options;
    const variables = Object.entries(settings).map(
      ([name, value]) => [`StorageAccount__${name}`, value] as const,
    );
    return {
      PROCESS: String(number),
      JOURNAL: this.#path('journal'),
      TERMINATION_MESSAGE_PATH: this.#path('termination-message'),
      ...Object.fromEntries(variables),
    };
  }

  async #end(): Promise<ProcessRecord> {
    const [exitCode, endedBy] = (await once(this.#child, 'close')) as [
      ProcessRecord['exitCode'],
      ProcessRecord['endedBy'],
    ];
    const endedAt = monotonic();
    clearTimeout(this.#deadline);
    const { number, settings } = this.#options;
    return {
      number,
      settings,
      signals: this.#signals,
      endedAt,
      exitCode,
      endedBy,
      isOverdue: this.#isOverdue,
      stdout: this.#output.stdout.join(''),
      stderr: this.#output.stderr.join(''),
      terminationMessage: this.#take('termination-message'),
      journal: entriesOf(this.#take('journal')),
    };
  }

  #path(name: string): string {
    return join(this.#options.directory, `${name}-${this.#options.number}`);
  }

  /** Reads a file that the process may have left, and takes it away. */
  #take(name: string): string {
    try {
      return readFileSync(this.#path(name), 'utf8');
    } catch {
      return '';
    } finally {
      rmSync(this.#path(name), { force: true });
    }
  }
}

function entriesOf(journal: string): Entry[] {
  return journal
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry);
}
