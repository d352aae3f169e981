import {
  isBefore,
  isPoison,
  type CallFacts,
  type DeliveryFacts,
  type Facts,
  type ProcessFacts,
} from './check/facts.ts';
import { CALLS, FAULTS } from './plan.ts';

/** Something that is counted in histories. */
export interface Kind {
  readonly name: string;
  readonly count: (facts: Facts) => number;
}

type Is<T> = (subject: T, facts: Facts) => boolean;

const counting =
  <T>(all: (facts: Facts) => readonly T[]) =>
  (name: string, is: Is<T> = () => true): Kind => ({
    name,
    count: (facts) => all(facts).filter((each) => is(each, facts)).length,
  });

const processes = counting<ProcessFacts>((facts) => facts.processes);
const stands = counting((facts) => facts.processes.flatMap((process) => process.stands));
const deliveries = counting<DeliveryFacts>((facts) => facts.deliveries);
const calls = counting<CallFacts>((facts) => [
  ...facts.processes.flatMap(({ receives }) => receives),
  ...facts.deliveries.flatMap((delivery) => delivery.calls),
]);

/** The next delivery of the same message. */
const nextOf = ({ message, delivery }: DeliveryFacts, facts: Facts): DeliveryFacts | undefined =>
  facts.deliveries.find((each) => each.message === message && each.delivery === delivery + 1);

const isSettled = ({ released, completed }: DeliveryFacts): boolean =>
  released !== undefined || completed !== undefined;

/** Whether an execution is still going on when the same message is executed again. */
const isOverlapped = (each: DeliveryFacts, facts: Facts): boolean => {
  const next = nextOf(each, facts)?.executing;
  const ends = [each.executed, each.process.crashed, each.process.ended];
  return !!each.executing && !!next && !ends.some((end) => isBefore(end, next));
};

/** All that is counted. Each must happen, or the histories leave something out. */
export const KINDS: readonly Kind[] = [
  { name: 'messages', count: ({ messages }) => messages.length },
  processes('processes'),
  calls('calls'),
  deliveries('deliveries'),
  deliveries('executions', ({ executing }) => executing !== undefined),

  ...FAULTS.map((fault) =>
    calls(`calls that failed: ${fault}`, (call) => call.asked.fault === fault),
  ),
  calls(
    'calls that were given up',
    ({ asked, answered }) => asked.fault === 'none' && answered?.answer === 'uncertain',
  ),
  ...CALLS.map((name) =>
    processes(`crashes during a call: ${name}`, ({ crashed }) => !!crashed?.during.includes(name)),
  ),
  processes('crashes between calls', ({ crashed }) => crashed?.during.length === 0),
  deliveries(
    'executions cut off by a crash',
    ({ executing, executed, process }) => !!executing && !executed && !!process.crashed,
  ),
  processes('stops', ({ stopped }) => stopped !== undefined),
  deliveries(
    'stops during a settle',
    ({ executed, reported, process: { stopped } }) =>
      !!stopped && !!reported && isBefore(executed, stopped) && isBefore(stopped, reported),
  ),
  stands('pauses', ({ isSuspended }) => !isSuspended),
  stands('suspensions', ({ isSuspended }) => isSuspended),

  deliveries('completed', ({ completed, copies }) => !!completed && copies.length === 0),
  deliveries('released', ({ released }) => released !== undefined),
  deliveries('released unbegun', ({ released, executing }) => !!released && !executing),
  deliveries('poisoned', ({ completed, copies }) => !!completed && copies.some(isPoison)),
  deliveries('poisoned unbegun', ({ executing, copies }) => !executing && copies.some(isPoison)),
  deliveries('requeued', ({ completed, copies }) => !!completed && !copies.every(isPoison)),
  deliveries('copied more than once', ({ copies }) => copies.length > 1),
  deliveries('copied and not deleted', ({ completed, copies }) => copies.length > 0 && !completed),
  deliveries(
    'known to be deleted by a stale receipt alone',
    ({ calls: made, reported }) =>
      reported?.outcome === 'completed' && made.at(-1)?.answered?.answer === 'stale',
  ),
  deliveries('renewed', ({ renewals }) => renewals.length > 0),
  deliveries('progress saved', ({ saved }) => saved.length > 0),
  deliveries(
    'received ahead',
    ({ executing, receive: { answered } }) =>
      !!executing && !!answered && executing.at > answered.at,
  ),
  deliveries('lease run out', (each, facts) => !isSettled(each) && !!nextOf(each, facts)),
  deliveries('executed by two at once', isOverlapped),
  deliveries(
    'executed well, and once more',
    (each, facts) => each.executed?.end === 'return' && !!nextOf(each, facts)?.executing,
  ),
  deliveries(
    'executor given up',
    ({ aborted, executed, reported }) => !!aborted && !!reported && !isBefore(executed, reported),
  ),

  ...['ShutdownError', 'ExecutionTimeoutError', 'LeaseLostError'].map((reason) =>
    deliveries(`aborted: ${reason}`, ({ aborted }) => aborted?.reason === reason),
  ),
  ...['completed', 'released', 'poisoned', 'lease-lost', 'aborted'].map((outcome) =>
    deliveries(`outcome: ${outcome}`, ({ reported }) => reported?.outcome === outcome),
  ),
  ...[0, 10, 11, 12, 21, 143].map((code) =>
    processes(`exit code: ${code}`, ({ ended }) => ended?.exitCode === code),
  ),
];
