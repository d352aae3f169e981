import type { Evidence } from './evidence.ts';
import { historyOf, historyOfProcess } from './history.ts';
import { attemptsLimited } from './rules/attempts.ts';
import { deletedByRight } from './rules/deleted.ts';
import { notLost } from './rules/lost.ts';
import { executedByOne, overlapTold } from './rules/overlap.ts';
import { poisonedByRight, poisonedUnchanged } from './rules/poisoned.ts';
import { faultsOf } from './rules/process-ended.ts';
import { progressKept } from './rules/progress.ts';
import { returnedWithReason } from './rules/returned.ts';
import { Context, type Rule } from './rules/rule.ts';
import { settledPersistently } from './rules/settled.ts';
import { stoppedWhenTold } from './rules/stopped.ts';
import type { Story } from './story.ts';

const RULES: readonly Rule[] = [
  notLost,
  deletedByRight,
  poisonedByRight,
  poisonedUnchanged,
  attemptsLimited,
  returnedWithReason,
  executedByOne,
  overlapTold,
  progressKept,
  stoppedWhenTold,
  settledPersistently,
];

/** Something that no promise allows. */
export interface Violation {
  readonly what: string;
  /** All that is known of the message or the process, in the order in which it happened. */
  readonly history: readonly string[];
}

/** Finds everything in a round that no promise allows. */
export function audit(evidence: Evidence, stories: readonly Story[]): Violation[] {
  const context = new Context(evidence);
  const ofMessages = stories.flatMap((story) =>
    RULES.flatMap((rule) => rule(story, context)).map((fault) => ({
      what: `Message ${story.number}: ${fault}`,
      history: historyOf(story),
    })),
  );
  const ofProcesses = evidence.processes.flatMap((record) =>
    faultsOf(record, context).map((fault) => ({
      what: `Process ${record.number}: ${fault}`,
      history: historyOfProcess(record),
    })),
  );
  const left = evidence.left > 0 ? [`${evidence.left} messages are left in the queue.`] : [];
  return [...ofMessages, ...ofProcesses, ...left.map((what) => ({ what, history: [] }))];
}
