import {
  askedFor,
  isBefore,
  isPoison,
  nameOf,
  type DeliveryFacts,
  type Facts,
  type Place,
} from './facts.ts';
import { isGivenUp } from './settled-after-execution.ts';
import { clockedBetween } from './time.ts';

/**
 * A message is executed MaxDequeueCount times at most. It is moved to the poison queue when the last of these executions fails,
 * or when it is delivered once more; never earlier, unless an execution says that none can succeed; and never later.
 */
export function poisonedAfterLastAttempt({ deliveries }: Facts): string[] {
  return deliveries.flatMap((delivery) => {
    const most = delivery.process.started.settings.maxDequeueCount;
    return [executedTooOften, poisonedTooSoon, poisonedTooLate]
      .map((fault) => fault(delivery, most))
      .filter((what) => what !== undefined)
      .map((what) => `${nameOf(delivery)} ${what}`);
  });
}

const executedTooOften = ({ executing, delivery }: DeliveryFacts, most: number) =>
  executing !== undefined && delivery > most
    ? `was executed, with only ${most} deliveries allowed.`
    : undefined;

function poisonedTooSoon(facts: DeliveryFacts, most: number): string | undefined {
  const { delivery, copies, executing, executed } = facts;
  const copy = copies.find(isPoison);
  if (copy === undefined || executed?.end === 'poison' || delivery > most) return undefined;
  if (delivery < most) return `was poisoned, although ${most} deliveries are allowed.`;
  if (executing === undefined) return 'was poisoned, although its last attempt was not made.';
  return hasFailed(facts, askedFor(facts, copy))
    ? undefined
    : 'was poisoned, although it had not failed.';
}

function poisonedTooLate(facts: DeliveryFacts, most: number): string | undefined {
  const { delivery, released, copies, reported } = facts;
  const requeued = copies.find((copy) => !isPoison(copy));
  const back = released ?? requeued;
  if (back === undefined || delivery < most || couldNotBeMoved(facts)) return undefined;
  // Given back unbegun, it is poisoned by whoever receives it next; a copy of it would begin anew.
  const isOverdue = delivery > most && (reported !== undefined || requeued !== undefined);
  const decided = askedFor(facts, back);
  const isUsedUp = hasFailed(facts, decided) && !isGraceOver(facts, decided);
  return isOverdue || isUsedUp ? 'came back, although it had no attempt left.' : undefined;
}

/** What could not be moved comes back for that alone. */
const couldNotBeMoved = ({ calls }: DeliveryFacts): boolean =>
  calls.some(({ name, answered }) => name === 'send' && answered && answered.answer !== 'ok');

/** Whether the execution had failed by itself: what a shutdown or a lost lease ends has not. */
function hasFailed(facts: DeliveryFacts, decided: Place): boolean {
  const { aborted } = facts;
  const executed = isBefore(facts.executed, decided) ? facts.executed : undefined;
  const isAborted = aborted !== undefined && !(executed && isBefore(executed, aborted));
  if (!isAborted) return executed !== undefined && !['return', 'busy'].includes(executed.end);
  if (aborted.reason !== 'ExecutionTimeoutError') return false;
  const hasEndedWell = executed?.end === 'return';
  // One that is given up has failed, whatever its end.
  return isGivenUp(facts, (executed ?? decided).at) || (executed !== undefined && !hasEndedWell);
}

/** Whether the grace that a stop gives was over by then: from then on nothing that fails counts as an attempt. */
function isGraceOver({ process }: DeliveryFacts, { at }: Place): boolean {
  const { stopped, started } = process;
  return stopped !== undefined && clockedBetween(process, stopped.at, at) >= started.settings.grace;
}
