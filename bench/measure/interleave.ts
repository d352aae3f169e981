/** Something to be measured again and again. */
export type Trial<T> = () => Promise<T>;

/**
 * Measures candidates in turn, round after round, each round beginning with another one, so that whatever changes with time, a
 * warm processor or a busy neighbour, meets all of them alike. Where there is more than one round, another one comes first that is not counted: it fills caches.
 *
 * @returns the measurements of each candidate, in the order of rounds, so that those with the same index are neighbours
 */
export async function interleave<K extends string, T>(
  trials: Readonly<Record<K, Trial<T>>>,
  { rounds }: { readonly rounds: number },
): Promise<Record<K, T[]>> {
  const names = Object.keys(trials) as K[];
  const results = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<K, T[]>;
  const first = rounds > 1 ? -1 : 0;
  for (let round = first; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + Math.max(0, round)) % names.length]!;
      const measured = await trials[name]();
      if (round >= 0) results[name].push(measured);
    }
  }
  return results;
}
