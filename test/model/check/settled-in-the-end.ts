import {
  isBefore,
  isSettle,
  nameOf,
  type CallFacts,
  type DeliveryFacts,
  type Facts,
  type Place,
} from './facts.ts';
import { ABORT_PATIENCE } from './settled-after-execution.ts';

/** In milliseconds: how long a settle is repeated once the process is to end. */
export const SETTLE_PATIENCE = 5_000;

/** In milliseconds: the pauses between two tries to settle. */
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5_000;

/**
 * A run that ends by itself has settled all it received, a stop or not, and keeps no message from others. Excused is only what
 * it could not settle: the lease was over at the service; a renewal left open which receipt is good, or the lease ran out for
 * all it knew; storage refused access, or failed until the time for further tries was over.
 */
export function settledInTheEnd({ processes }: Facts): string[] {
  return processes
    .filter(({ ended }) => ended !== undefined)
    .flatMap(({ deliveries }) => deliveries)
    .filter((delivery) => isReceived(delivery) && !isSettled(delivery) && !isExcused(delivery))
    .map((delivery) => `${nameOf(delivery)} was not settled, without a reason.`);
}

const isReceived = ({ receive }: DeliveryFacts): boolean => receive.answered?.answer === 'ok';

const isSettled = ({ released, completed, process }: DeliveryFacts): boolean =>
  isBefore(released, process.ended!) || isBefore(completed, process.ended!);

function isExcused(delivery: DeliveryFacts): boolean {
  const { received, renewals, calls, reported, process } = delivery;
  const { at } = reported ?? process.ended!;
  const isOver = [received, ...renewals].every(({ leaseEndsAt }) => leaseEndsAt <= at);
  const isInDoubt = calls.some((call) => call.name === 'renew' && answerTo(call) === 'uncertain');
  return isOver || isInDoubt || knownEnd(delivery) <= at || couldNotSettle(delivery);
}

const answerTo = ({ answered }: CallFacts) => answered?.answer;

/** Until when the process knew its lease to last. */
function knownEnd({ calls, receive, process }: DeliveryFacts): number {
  const renewals = calls.filter((call) => call.name === 'renew' && answerTo(call) === 'ok');
  const since = Math.max(...[receive, ...renewals].map(({ asked }) => asked.at));
  return since + process.started.settings.lease;
}

function couldNotSettle(delivery: DeliveryFacts): boolean {
  const { calls, reported } = delivery;
  const settles = calls.filter(isSettle);
  const failed = settles.at(-1)?.answered;
  if (failed === undefined || failed.answer === 'ok' || failed.answer === 'stale') return false;
  const since = settlingSince(delivery, failed);
  // What was not begun is given back with little patience.
  if (failed.answer === 'forbidden' || reported === undefined || since === undefined) return true;
  const first = settles.find(({ name }) => name === settles.at(-1)!.name)!;
  // Each pause is twice the one before it.
  const pause = Math.min(FIRST_PAUSE + failed.at - first.asked.at, LONGEST_PAUSE);
  return failed.at + pause >= Math.min(knownEnd(delivery), deadline(delivery, since));
}

/** Since when an execution was over, or given up; `undefined` when there was none. */
function settlingSince({ executed, aborted }: DeliveryFacts, failed: Place): number | undefined {
  const ended = executed !== undefined && isBefore(executed, failed) ? executed.at : Infinity;
  const givenUp = aborted === undefined ? Infinity : aborted.at + ABORT_PATIENCE;
  const since = Math.min(ended, givenUp);
  return since === Infinity ? undefined : since;
}

/** Until when a stop lets a settle be repeated, if there is one. */
function deadline({ process }: DeliveryFacts, since: number): number {
  const { stopped, started } = process;
  if (stopped === undefined) return Infinity;
  return Math.max(stopped.at + started.settings.grace, since) + SETTLE_PATIENCE;
}
