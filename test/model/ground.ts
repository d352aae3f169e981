import { factsOf } from './check/facts-of.ts';
import type { History } from './history.ts';
import { KINDS } from './kinds.ts';

/** How much of what matters has happened in the histories so far. */
export class Ground {
  readonly #counts = new Map(KINDS.map(({ name }) => [name, 0]));

  /** How often what happened. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  add(history: History): void {
    const facts = factsOf(history);
    for (const { name, count } of KINDS) {
      this.#counts.set(name, this.#counts.get(name)! + count(facts));
    }
  }

  /** A table, one line for each. */
  toString(): string {
    return [...this.#counts]
      .map(([name, count]) => `${count.toLocaleString('en').padStart(12)}  ${name}`)
      .join('\n');
  }
}
