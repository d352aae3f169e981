import { openSync, writeSync } from 'node:fs';

/** Which delivery of which message. */
interface About {
  readonly id: string;
  readonly delivery: number;
}

/** What happens in a process of the soak. */
export type Happening =
  /** Signals are listened to. */
  | { readonly event: 'up' }
  /** The executor is called; how many steps it finds done. */
  | (About & { readonly event: 'begun'; readonly done: number })
  /** Its signal is aborted. */
  | (About & { readonly event: 'aborted'; readonly reason: string })
  /** So many steps are done, and the library says that this is saved. */
  | (About & { readonly event: 'saved'; readonly done: number })
  /** The executor returns or throws. */
  | (About & { readonly event: 'ended'; readonly how: End })
  /** The event loop stood still for so many milliseconds, until now. */
  | { readonly event: 'still'; readonly for: number }
  /** The run is over. */
  | { readonly event: 'over' };

export type End = 'succeeded' | 'failed' | 'poison' | 'retry' | 'aborted';

/** A line of a journal. */
export type Entry = Happening & {
  /** By the clock of {@link monotonic}. */
  readonly at: number;
};

/** In milliseconds, of a clock that never jumps and that all processes of a machine share. */
export function monotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** A file with a line of JSON for everything that has happened; what is written outlives the process, however it ends. */
export class Journal {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  note(happening: Happening): void {
    writeSync(this.#file, `${JSON.stringify({ at: monotonic(), ...happening })}\n`);
  }
}
