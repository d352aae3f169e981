import type { Passage } from './ledger.ts';
import type { ProcessRecord } from '../disorder/soak-process.ts';
import type { DeliveryStory, Story } from './story.ts';

/** Something that happened, at a moment of the clock of `monotonic`. */
type Event = readonly [at: number, what: string];

/** Tells everything that is known of a number, line by line. */
export function historyOf({ messages, poison }: Story): string[] {
  const deliveries = [...messages.values()].flat();
  const records = new Set(deliveries.map(({ record }) => record));
  return [
    ...tell([
      ...deliveries.flatMap(eventsOfDelivery),
      ...[...records].flatMap(eventsOfProcess),
      ...poison.map(({ at, text }): Event => [at, `in the poison queue: ${text}`]),
    ]),
    ...[...records].flatMap((record) => linesAbout([...messages.keys()], record)),
  ];
}

/** Tells everything that is known of a process. */
export function historyOfProcess(record: ProcessRecord): string[] {
  const { settings, journal, stdout, stderr, terminationMessage } = record;
  const { ConnectionString: _, ...shown } = settings;
  return [
    JSON.stringify(shown),
    ...tell([
      ...eventsOfProcess(record),
      ...journal.map(({ at, ...happening }): Event => [at, JSON.stringify(happening)]),
    ]),
    stdout,
    stderr,
    terminationMessage,
  ];
}

function eventsOfDelivery({
  id,
  delivery,
  record,
  received,
  calls,
  execution,
}: DeliveryStory): Event[] {
  const name = `${id} delivery ${delivery} process ${record.number}`;
  const { begun, done, aborted, ended, saved = 0 } = execution ?? {};
  return [
    ...eventsOfCall(name, received),
    ...calls.flatMap((call) => eventsOfCall(name, call)),
    ...(begun === undefined
      ? []
      : [[begun, `${name}: execution begins, ${done} steps done`] as const]),
    ...(aborted ? [[aborted.at, `${name}: execution is aborted, ${aborted.reason}`] as const] : []),
    ...(ended
      ? [[ended.at, `${name}: execution ends, ${ended.how}, ${saved} steps saved`] as const]
      : []),
  ];
}

function eventsOfCall(name: string, call: Passage): Event[] {
  const { operation, visibilityTimeout, status, fault, from, at } = call;
  const asked = visibilityTimeout === undefined ? '' : ` for ${visibilityTimeout} s`;
  const took = `${status ?? 'no effect'} after ${(at - from).toFixed(0)} ms`;
  return [[at, `${name}: ${operation}${asked}, ${took}${fault === undefined ? '' : `, ${fault}`}`]];
}

function eventsOfProcess({
  number,
  signals,
  endedAt,
  exitCode,
  endedBy,
  journal,
}: ProcessRecord): Event[] {
  const name = `process ${number}`;
  return [
    ...signals.map(({ at, signal }): Event => [at, `${name}: is sent ${signal}`]),
    ...journal.flatMap((entry): Event[] =>
      entry.event === 'still'
        ? [[entry.at, `${name}: stood still for ${entry.for.toFixed(0)} ms`]]
        : [],
    ),
    [endedAt, `${name}: has ended with ${exitCode ?? endedBy}`],
  ];
}

function linesAbout(ids: readonly string[], { stdout, stderr }: ProcessRecord): string[] {
  return `${stdout}${stderr}`.split('\n').filter((line) => ids.some((id) => line.includes(id)));
}

function tell(events: readonly Event[]): string[] {
  return events
    .toSorted(([a], [b]) => a - b)
    .map(([at, what]) => `${(at / 1_000).toFixed(3)} s  ${what}`);
}
