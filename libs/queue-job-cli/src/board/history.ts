import type { Sample, SampledQueue } from './board-state.js';

/** How many samples are kept: more than a screen has columns for. Even, as pairs are merged. */
export const MOST_SAMPLES = 720;

/**
 * What was seen since the beginning, in bounded memory. When it is full, each two neighbours become one that keeps the higher
 * values, so that no peak is lost, and from then on a place takes twice as many samples.
 */
export class History {
  #samples: Sample[] = [];
  /** How many samples make one that is kept, and how many are in the last. */
  #perPlace = 1;
  #inLast = 0;

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  add(sample: Sample): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && this.#inLast < this.#perPlace) {
      this.#samples[this.#samples.length - 1] = merged(last, sample);
      this.#inLast += 1;
      return;
    }
    if (this.#samples.length === MOST_SAMPLES) this.#thin();
    this.#samples.push(sample);
    this.#inLast = 1;
  }

  #thin(): void {
    const { length } = this.#samples;
    this.#samples = Array.from({ length: length / 2 }, (_, at) =>
      merged(this.#samples[2 * at]!, this.#samples[2 * at + 1]!),
    );
    this.#perPlace *= 2;
  }
}

function merged(a: Sample, b: Sample): Sample {
  return { time: b.time, queue: higher(a.queue, b.queue), poison: higher(a.poison, b.poison) };
}

function higher(a: SampledQueue | null, b: SampledQueue | null): SampledQueue | null {
  if (a === null || b === null) return a ?? b;
  const ages = [a.oldestAge, b.oldestAge].filter((age) => age !== null);
  return {
    count: Math.max(a.count, b.count),
    oldestAge: ages.length === 0 ? null : Math.max(...ages),
  };
}
