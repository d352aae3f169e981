/** What a random number decides. Each has numbers of its own, so that one more of one kind changes none of another. */
export const CHANCE = {
  arrival: 1,
  work: 2,
  failure: 3,
  crash: 4,
  crashTime: 5,
  podStart: 6,
  boot: 7,
} as const;
export type Chance = (typeof CHANCE)[keyof typeof CHANCE];

/** A length of time between two bounds, every one as likely as another; in milliseconds. */
export interface TimeRange {
  readonly min: number;
  readonly max: number;
}

/**
 * Random numbers that depend on the seed and on what they are for, not on the order in which they are asked for: a message's
 * second attempt takes as long under one setting as under another, so that a comparison is of the settings alone.
 */
export class Dice {
  readonly #seed: number;

  /** @param seed any whole number of 32 bits */
  constructor(seed: number) {
    this.#seed = mix(seed ^ 0x9e3779b9);
  }

  /** From 0 to below 1. */
  throw(chance: Chance, which: number, attempt = 0): number {
    const hash = mix(mix(mix(this.#seed + chance) + which) + attempt);
    return hash / 2 ** 32;
  }

  /** In milliseconds. */
  time({ min, max }: TimeRange, chance: Chance, which: number, attempt = 0): number {
    return min === max ? min : min + (max - min) * this.throw(chance, which, attempt);
  }
}

/** Spreads every bit over all 32: the finalizer of MurmurHash3. */
function mix(value: number): number {
  let hash = value + 0x9e3779b9;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
