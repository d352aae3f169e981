import type { Bundles } from '../bundles.ts';
import type { Storage } from '../storage/storage.ts';
import type { Table } from '../report/table.ts';
import type { Target } from '../report/target.ts';

/** What every chapter works with. */
export interface Bench {
  readonly storage: Storage;
  readonly bundles: Bundles['of'];
  /** How often each thing is measured. */
  readonly rounds: number;
  /** Whether only to show that everything works, with as little as possible. */
  readonly isQuick: boolean;
  /** Tells what is going on. */
  readonly say: (text: string) => void;
}

/** One question, measured. */
export interface Findings {
  readonly tables: readonly Table[];
  readonly targets?: readonly Target[];
}

export type Chapter = (bench: Bench) => Promise<Findings>;
