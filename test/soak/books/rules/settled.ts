import type { FaultName } from '../../disorder/soak-faults.ts';
import type { DeliveryStory } from '../story.ts';
import { deathOf, isDisturbed, nameOf, type Context, type Rule } from './rule.ts';

/** Faults that a process learns of at once, and after which it may try again. */
const QUICK: ReadonlySet<FaultName | undefined> = new Set<FaultName>([
  'reset before effect',
  'reset after effect',
  '500 before effect',
  '500 after effect',
  '503 server busy',
  'half an answer',
  'garbage',
]);

/** In milliseconds: the pause before the second try to settle, doubled before every further one. */
const FIRST_PAUSE = 200;

/** In milliseconds: how much later than the wire a process may see things. */
const LATE = 300;

/** A deletion that meets a fault is tried again while the lease lives, unless the process is to end. */
export const settledPersistently: Rule = ({ messages }, context) =>
  [...messages.values()]
    .flat()
    .filter((delivery) => isGivenUpEarly(delivery, context))
    .map((delivery) => `Its deletion was not tried again: ${nameOf(delivery)}.`);

function isGivenUpEarly({ record, received, calls }: DeliveryStory, context: Context): boolean {
  const last = calls.at(-1);
  if (last?.operation !== 'delete' || !QUICK.has(last.fault)) return false;
  if (deathOf(record) !== undefined || record.signals.some(({ signal }) => signal === 'SIGTERM')) {
    return false;
  }
  const renewed = calls.findLast(
    (call) => call.operation === 'update' && call.status === 204 && !isDisturbed(call),
  );
  const leaseEnd =
    (renewed ?? received).from + 1_000 * Number(record.settings['VisibilityTimeout']);
  const tries = calls.filter(({ operation }) => operation === 'delete').length;
  const nextTry = last.at + FIRST_PAUSE * 2 ** (tries - 1);
  const still = context.stillIn(record, { from: received.from, to: nextTry });
  return nextTry + LATE + still < leaseEnd;
}
