import { isHarmful } from '../../disorder/soak-faults.ts';
import type { Evidence } from '../evidence.ts';
import type { Passage } from '../ledger.ts';
import type { ProcessRecord } from '../../disorder/soak-process.ts';
import { covered, stillSpans, type Span } from '../still.ts';
import type { DeliveryStory, Story } from '../story.ts';

/** In milliseconds: longer than this no call takes without a reason that may cost a lease. */
const SLOW = 500;

/** What rules ask beyond the story of one number. */
export class Context {
  readonly evidence: Evidence;
  readonly #othersOf: ReadonlyMap<number, readonly Passage[]>;
  readonly #spansOf = new Map<ProcessRecord, Span[]>();

  constructor(evidence: Evidence) {
    this.evidence = evidence;
    this.#othersOf = Map.groupBy(evidence.others, ({ process }) => process);
  }

  /** Calls of a process that were about no message it had. */
  othersOf({ number }: ProcessRecord): readonly Passage[] {
    return this.#othersOf.get(number) ?? [];
  }

  /** For how many milliseconds of a span a process, or the wire, stood still. */
  stillIn(record: ProcessRecord, span: Span): number {
    let spans = this.#spansOf.get(record);
    if (spans === undefined) {
      spans = [...stillSpans(record), ...this.evidence.still];
      this.#spansOf.set(record, spans);
    }
    return covered(spans, span);
  }
}

/** Looks at one number, and tells in a sentence for each what is wrong; a rule holds when it tells nothing. */
export type Rule = (story: Story, context: Context) => readonly string[];

/** Whether what befell a call may cost a lease or a settling. */
export function isDisturbed({ fault, from, at, status }: Passage): boolean {
  return isHarmful(fault) || at - from > SLOW || (status === undefined && fault === undefined);
}

/** When a process died, if it did: no code of its own has run since. */
export function deathOf({
  signals,
  endedBy,
  exitCode,
  endedAt,
}: ProcessRecord): number | undefined {
  const last = signals.at(-1);
  const isForced = signals.filter(({ signal }) => signal === 'SIGTERM').length > 1;
  if (endedBy !== null || (isForced && exitCode === 143)) return last?.at ?? endedAt;
  return undefined;
}

/** Whether the executor failed, and not only because its work was cut short from outside. */
export function hasFailed({ execution }: DeliveryStory): boolean {
  const { ended, aborted } = execution ?? {};
  if (ended?.how === 'poison') return true;
  if (aborted?.reason === 'ExecutionTimeoutError') return ended?.how !== 'succeeded';
  return aborted === undefined && (ended?.how === 'failed' || ended?.how === 'retry');
}

/** Whether the message belongs into the poison queue after this delivery. */
export function isGivenUp(story: DeliveryStory, maxDequeueCount: number): boolean {
  if (story.execution?.ended?.how === 'poison') return true;
  const { delivery } = story;
  return delivery > maxDequeueCount || (delivery === maxDequeueCount && hasFailed(story));
}

export function hasSucceeded({ execution }: DeliveryStory): boolean {
  return execution?.ended?.how === 'succeeded';
}

/** `delivery 2 of 3a9b… by process 7` */
export function nameOf({ id, delivery, record }: DeliveryStory): string {
  return `delivery ${delivery} of ${id} by process ${record.number}`;
}
