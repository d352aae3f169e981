import type { Evidence } from './evidence.ts';
import type { Ledger } from './ledger.ts';
import { OVERLAPS, overlapping, reasonOfOverlap, type Overlap } from './rules/overlap.ts';
import { pairs, reasonOfReturn, RETURNS, type Return } from './rules/returned.ts';
import { Context, hasSucceeded } from './rules/rule.ts';
import type { Story } from './story.ts';

/** How often something happened, by its name. */
export type Counts = Readonly<Record<string, number>>;

/** What a soak counts. */
export interface Books {
  readonly sent: number;
  /** As the service made them, whether anybody got to know of them or not. */
  readonly deliveries: number;
  readonly executionsBegun: number;
  readonly executionsEnded: number;
  /** Messages that were executed to their end. */
  readonly completed: number;
  /** Messages that were not, and lie in the poison queue. */
  readonly poisoned: number;
  /** Messages that were executed to their end, and lie in the poison queue nevertheless. */
  readonly completedAndPoisoned: number;
  /** Messages that were executed to their end more than once. */
  readonly duplicated: number;
  readonly lost: number;
  /** Why messages came back. */
  readonly returns: Counts;
  /** Why messages came back while an executor had them. */
  readonly overlaps: Counts;
  readonly processes: number;
  readonly kills: number;
  readonly terms: number;
  readonly pauses: number;
  /** Of the processes that no signal ended. */
  readonly exitCodes: Counts;
  readonly requests: number;
  readonly faults: Counts;
}

/** Closes the books of a round. */
export function closeBooks(
  evidence: Evidence,
  stories: readonly Story[],
  { requests, faults }: Pick<Ledger, 'requests' | 'faults'>,
): Books {
  const { sent, processes } = evidence;
  const deliveries = stories.map(({ messages }) => [...messages.values()].flat());
  const all = deliveries.flat();
  const successes = deliveries.map((of) => of.filter(hasSucceeded).length);
  const isPoisoned = (index: number) => stories[index]!.poison.length > 0;
  const sentSignals = (name: NodeJS.Signals) =>
    processes.flatMap(({ signals }) => signals).filter(({ signal }) => signal === name).length;
  return {
    sent,
    deliveries: all.length,
    executionsBegun: all.filter(({ execution }) => execution).length,
    executionsEnded: all.filter(({ execution }) => execution?.ended).length,
    completed: successes.filter((count) => count > 0).length,
    poisoned: successes.filter((count, index) => count === 0 && isPoisoned(index)).length,
    completedAndPoisoned: successes.filter((count, index) => count > 0 && isPoisoned(index)).length,
    duplicated: successes.filter((count) => count > 1).length,
    lost: successes.filter((count, index) => count === 0 && !isPoisoned(index)).length,
    ...reasons(stories, new Context(evidence)),
    processes: processes.length,
    kills: processes.filter(({ endedBy }) => endedBy === 'SIGKILL').length,
    terms: sentSignals('SIGTERM'),
    pauses: sentSignals('SIGSTOP'),
    exitCodes: count(processes.flatMap(({ exitCode }) => exitCode ?? [])),
    requests,
    faults: Object.fromEntries(faults),
  };
}

/** The books of several rounds in one. */
export function addBooks(a: Books, b: Books): Books {
  return Object.fromEntries(
    Object.entries(a).map(([name, value]: [string, number | Counts]) => {
      const other = b[name as keyof Books];
      return [
        name,
        typeof value === 'number' ? value + (other as number) : addCounts(value, other as Counts),
      ];
    }),
  ) as unknown as Books;
}

/** How many there are of each. */
export function count(items: readonly (string | number)[]): Counts {
  const groups = Map.groupBy(items, String);
  return Object.fromEntries(Array.from(groups, ([name, group]) => [name, group.length]));
}

function addCounts(a: Counts, b: Counts): Counts {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(names.map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}

function reasons(stories: readonly Story[], context: Context): Pick<Books, 'returns' | 'overlaps'> {
  const returns: Return[] = [];
  const overlaps: Overlap[] = [];
  for (const deliveries of stories.flatMap(({ messages }) => [...messages.values()])) {
    for (const pair of pairs(deliveries))
      returns.push(...[reasonOfReturn(...pair, context) ?? []].flat());
    for (const pair of overlapping(deliveries)) {
      overlaps.push(...[reasonOfOverlap(...pair, context) ?? []].flat());
    }
  }
  return {
    returns: count(returns.map((name) => RETURNS[name])),
    overlaps: count(overlaps.map((name) => OVERLAPS[name])),
  };
}
