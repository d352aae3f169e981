import type { History } from '../history.ts';
import { deletedWithReason } from './deleted-with-reason.ts';
import type { Facts } from './facts.ts';
import { factsOf } from './facts-of.ts';
import { handsOff } from './hands-off.ts';
import { neverLost } from './never-lost.ts';
import { nothingAfterStop } from './nothing-after-stop.ts';
import { oneHolder } from './one-holder.ts';
import { overInTime } from './over-in-time.ts';
import { poisonedAfterLastAttempt } from './poisoned-after-last-attempt.ts';
import { progressKept } from './progress-kept.ts';
import { settledAfterExecution } from './settled-after-execution.ts';
import { settledInTheEnd } from './settled-in-the-end.ts';
import { truthTold } from './truth-told.ts';

/** What is promised, and what tells how a history breaks it, each breach in a sentence. */
const PROMISES = {
  'never lost': neverLost,
  'deleted with a reason': deletedWithReason,
  'settled after its execution': settledAfterExecution,
  'one holder at a time': oneHolder,
  'poisoned after its last attempt': poisonedAfterLastAttempt,
  'settled in the end': settledInTheEnd,
  'hands off a lost lease': handsOff,
  'told the truth': truthTold,
  'nothing begins after the stop': nothingAfterStop,
  'over in time': overInTime,
  'progress is kept': progressKept,
} as const satisfies Record<string, (facts: Facts) => readonly string[]>;

export type PromiseName = keyof typeof PROMISES;

/** A promise that was broken. */
export interface Violation {
  readonly promise: PromiseName;
  /** What happened instead, in a sentence. */
  readonly what: string;
}

/** Which promises a history breaks. Knows what is promised, and nothing of how it is kept. */
export function check(history: History): readonly Violation[] {
  const facts = factsOf(history);
  return Object.entries(PROMISES).flatMap(([promise, breaches]) =>
    breaches(facts).map((what) => ({ promise: promise as PromiseName, what })),
  );
}
