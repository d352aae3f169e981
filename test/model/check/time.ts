import type { ProcessFacts } from './facts.ts';

/** In milliseconds: how much of a span the process could go on in. */
export function ranBetween({ stands }: ProcessFacts, from: number, until: number): number {
  return Math.max(0, until - from) - stood(stands, from, until);
}

/** In milliseconds: how much of a span the clock of the process counted. */
export function clockedBetween({ stands }: ProcessFacts, from: number, until: number): number {
  const suspended = stands.filter(({ isSuspended }) => isSuspended);
  return Math.max(0, until - from) - stood(suspended, from, until);
}

/** Whether the clock of the process missed a part of a span. */
export const missedTime = (process: ProcessFacts, from: number, until: number): boolean =>
  clockedBetween(process, from, until) < until - from;

function stood(stands: ProcessFacts['stands'], from: number, until: number): number {
  return stands.reduce(
    (sum, stand) => sum + Math.max(0, Math.min(until, stand.until) - Math.max(from, stand.from)),
    0,
  );
}
