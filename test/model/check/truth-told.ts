import {
  isBefore,
  isPoison,
  isSettle,
  nameOf,
  type CallFacts,
  type DeliveryFacts,
  type Facts,
  type Place,
  type ProcessFacts,
} from './facts.ts';
import { missedTime } from './time.ts';

/** The codes of a run, from the one that says most to the one that says least. */
const EXIT_CODES = [
  ['aborted', 143],
  ['not received', 21],
  ['lease-lost', 12],
  ['poisoned', 11],
  ['released', 10],
] as const;

/** How often it is tried to receive while that certainly fails. */
const MOST_TRIES = 4;

/** What a run says of its deliveries is what became of them at the service, and its exit code follows from that. */
export function truthTold({ processes, deliveries }: Facts): string[] {
  const untrue = deliveries.filter(
    (delivery) => delivery.reported !== undefined && !isTrue(delivery, delivery.reported),
  );
  return [
    ...untrue.map(
      (each) => `${nameOf(each)} was said to be ${each.reported!.outcome}, which it was not.`,
    ),
    ...processes.flatMap((process) => {
      const { number, ended } = process;
      const codes = possibleCodes(process);
      return ended === undefined || codes.includes(ended.exitCode)
        ? []
        : [`p${number} ended with ${ended.exitCode} instead of ${codes.join(' or ')}.`];
    }),
  ];
}

function isTrue(delivery: DeliveryFacts, reported: Place & { outcome: string }): boolean {
  const { executed, copies } = delivery;
  const isReleased = isBefore(delivery.released, reported);
  const isDeleted = isBefore(delivery.completed, reported);
  switch (reported.outcome) {
    case 'completed':
      return executed?.end === 'return' && (isDeleted || isDeceived(delivery, reported));
    case 'poisoned':
      return (isDeleted && copies.some(isPoison)) || isDeceived(delivery, reported);
    case 'released':
    case 'aborted':
      return isReleased || (isDeleted && !copies.every(isPoison)) || isInTrouble(delivery);
    case 'lease-lost':
      // If nothing was settled, why is for another promise to judge.
      return (!isReleased && !isDeleted) || isInTrouble(delivery);
    default:
      return false;
  }
}

/** Whether storage failed while the delivery was to be settled, or before it came to that. */
const isInTrouble = ({ calls }: DeliveryFacts): boolean =>
  calls.some((call) => isSettle(call) && hasFailed(call)) || calls.slice(-1).some(hasFailed);

const hasFailed = ({ answered }: CallFacts): boolean =>
  answered !== undefined && answered.answer !== 'ok' && answered.answer !== 'stale';

/** Whether a process cannot know better: an answer was missing, and its clock stood still while the lease ran out. */
const isDeceived = ({ process, received, calls }: DeliveryFacts, { at }: Place): boolean =>
  missedTime(process, received.at, at) &&
  calls.some((call) => isSettle(call) && call.answered?.answer === 'uncertain');

function possibleCodes(process: ProcessFacts): readonly number[] {
  const outcomes = process.deliveries.map(({ reported }) => reported?.outcome);
  const codeOf = (...all: readonly (string | undefined)[]) =>
    EXIT_CODES.find(([outcome]) => all.includes(outcome))?.[1] ?? 0;
  const [received, notReceived] = [codeOf(...outcomes), codeOf(...outcomes, 'not received')];
  switch (receiving(process)) {
    case 'well':
      return [received];
    case 'failed':
      return [notReceived];
    case 'given up':
      return [received, notReceived];
  }
}

/** How the receiving came to its end; `given up` may be for a stop, or the end of the time for the run, as well. */
function receiving({ receives }: ProcessFacts): 'well' | 'failed' | 'given up' {
  const answers = receives.map(({ answered }) => answered?.answer);
  const last = answers.at(-1);
  if (last === undefined || last === 'ok') return 'well';
  const tries = answers.length - 1 - answers.lastIndexOf('ok');
  return last === 'refused' && tries < MOST_TRIES ? 'given up' : 'failed';
}
