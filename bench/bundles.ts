import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../tools/bundle/bundle.ts';
import { compiled, SAMPLE, type Program } from './programs.ts';

/** The programs that are measured as bundles. */
const ENTRIES = {
  loop: compiled('loop.js'),
  nest: compiled('nest.js'),
  many: compiled('many.js'),
  sample: SAMPLE,
} as const;

/** A program as it is in the image, in one file with its code cache, and the same without the cache. */
export interface Bundled {
  readonly cached: Program;
  readonly plain: Program;
}

/** Bundles made the way the image's are. They are there until disposed of. */
export class Bundles implements Disposable {
  readonly #directory: string;
  readonly #bundled: Readonly<Record<keyof typeof ENTRIES, Bundled>>;

  private constructor(directory: string, bundled: Bundles['of']) {
    this.#directory = directory;
    this.#bundled = bundled;
  }

  static async make(): Promise<Bundles> {
    const directory = mkdtempSync(join(tmpdir(), 'queue-job-bundles-'));
    const bundled: [string, Bundled][] = [];
    for (const [name, entry] of Object.entries(ENTRIES)) {
      const [cached, plain] = [join(directory, name), join(directory, `${name}-plain`)];
      await bundle(entry, cached);
      cpSync(cached, plain, { recursive: true });
      for (const cache of globSync(join(plain, '*.cache'))) rmSync(cache);
      bundled.push([name, { cached: startOf(cached), plain: startOf(plain) }]);
    }
    return new Bundles(directory, Object.fromEntries(bundled) as unknown as Bundles['of']);
  }

  get of(): Readonly<Record<keyof typeof ENTRIES, Bundled>> {
    return this.#bundled;
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true });
  }
}

function startOf(directory: string): Program {
  return { file: join(directory, 'start.cjs') };
}
