import { setTimeout as pause } from 'node:timers/promises';
import type { Dice } from './dice.ts';
import { befall, throwFate, type Fate } from './fate.ts';
import { settingsOfDrain, throwSettings, type Round } from './settings.ts';
import { SoakProcess, type ProcessRecord, type Settings } from './soak-process.ts';

/** How often a process is started, in milliseconds, and how many are alive at most. */
export interface Pace {
  readonly interval: number;
  readonly mostAlive: number;
}

export interface FleetOptions {
  /** The file that a process starts. */
  readonly program: string;
  readonly round: Round;
  readonly dice: Dice;
  readonly pace: Pace;
  /** Where processes may leave files. */
  readonly directory: string;
}

/** The processes of a round: always so many at work, each with settings and a fate of its own. */
export class Fleet implements AsyncDisposable {
  readonly records: ProcessRecord[] = [];
  readonly #options: FleetOptions;
  readonly #alive = new Set<SoakProcess>();
  #last = 0;
  #kills = 0;

  constructor(options: FleetOptions) {
    this.#options = options;
    process.on('exit', this.#killAll);
  }

  /** How many processes were killed so far. */
  get kills(): number {
    return this.#kills;
  }

  /** Starts one process after the other until told to stop, and waits for their ends. */
  async run(stop: AbortSignal): Promise<void> {
    const { interval, mostAlive } = this.#options.pace;
    const launched: Promise<void>[] = [];
    while (!stop.aborted) {
      if (this.#alive.size < mostAlive) launched.push(this.#launchOne());
      await pause(interval, undefined, { signal: stop }).catch(() => {});
    }
    await Promise.all(launched);
  }

  /** Lets undisturbed processes empty the queue as far as they find it filled. */
  async drain(size: number): Promise<void> {
    const settings = settingsOfDrain(this.#options.round);
    const drains = Array.from({ length: size }, () => this.#launch(settings, { do: 'nothing' }));
    await Promise.all(drains);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.off('exit', this.#killAll);
    this.#killAll();
    await Promise.all([...this.#alive].map(({ ended }) => ended));
  }

  readonly #killAll = (): void => {
    for (const alive of this.#alive) alive.send('SIGKILL');
  };

  #launchOne(): Promise<void> {
    const dice = this.#options.dice.fork(`process ${this.#last + 1}`);
    return this.#launch(throwSettings(dice, this.#options.round), throwFate(dice));
  }

  async #launch(settings: Settings, fate: Fate): Promise<void> {
    const { program, directory } = this.#options;
    const launched = new SoakProcess({ program, number: ++this.#last, settings, directory });
    this.#alive.add(launched);
    void befall(launched, fate);
    const record = await launched.ended;
    this.#alive.delete(launched);
    this.records.push(record);
    if (record.endedBy === 'SIGKILL') this.#kills += 1;
  }
}
