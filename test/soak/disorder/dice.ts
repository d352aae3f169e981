/** Random numbers that a seed repeats: the same names and the same order of throws give the same numbers. */
export class Dice {
  readonly #seed: string;
  #state: number;

  constructor(seed: string) {
    this.#seed = seed;
    this.#state = hash(seed);
  }

  /** Other dice, which do not depend on how often these have been thrown. */
  fork(name: string | number): Dice {
    return new Dice(`${this.#seed}/${name}`);
  }

  /** At least 0 and less than 1. */
  throw(): number {
    // Mulberry32
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.throw() < probability;
  }

  /** A whole number, both bounds included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.throw() * (most - least + 1));
  }

  /** One of these, each as likely as its weight says. */
  pick<T>(weighted: readonly (readonly [T, number])[]): T {
    const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
    let rest = this.throw() * total;
    const found = weighted.find(([, weight]) => (rest -= weight) < 0);
    return (found ?? weighted.at(-1)!)[0];
  }
}

/** FNV-1a */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193);
  return value;
}
