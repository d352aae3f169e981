import type { End, Entry } from '../../app/src/soak.journal.ts';
import type { Evidence } from './evidence.ts';
import type { WireDelivery } from './ledger.ts';
import { poisonedMessage } from '../disorder/message.ts';
import type { PoisonCopy } from '../disorder/poison-collector.ts';
import type { ProcessRecord } from '../disorder/soak-process.ts';

/** What an executor made of one delivery; times by the clock of `monotonic`. */
export interface Execution {
  readonly begun: number;
  /** How many steps it found done. */
  readonly done: number;
  aborted?: { readonly at: number; readonly reason: string };
  ended?: { readonly at: number; readonly how: End };
  /** How many steps were saved. */
  saved?: number;
}

/** One delivery, as the wire and its process tell it. */
export interface DeliveryStory extends WireDelivery {
  readonly record: ProcessRecord;
  readonly execution: Execution | undefined;
}

/** What became of everything that carries one number. */
export interface Story {
  readonly number: number;
  /** The deliveries in their order, by the ids of the message and of copies that took its place. */
  readonly messages: ReadonlyMap<string, readonly DeliveryStory[]>;
  readonly poison: readonly PoisonCopy[];
}

/** Tells of every number what became of it. */
export function gatherStories(evidence: Evidence): Story[] {
  const deliveries = Map.groupBy(gatherDeliveries(evidence), ({ number }) => number);
  const poison = Map.groupBy(evidence.poison, ({ text }) => poisonedMessage(text).body.number);
  return Array.from({ length: evidence.sent }, (_, index) => {
    const number = index + 1;
    return {
      number,
      messages: Map.groupBy(deliveries.get(number) ?? [], ({ id }) => id),
      poison: poison.get(number) ?? [],
    };
  });
}

function gatherDeliveries({ deliveries, processes }: Evidence): DeliveryStory[] {
  const records = new Map(processes.map((record) => [record.number, record]));
  const executions = gatherExecutions(processes);
  return deliveries
    .map((wire) => ({
      ...wire,
      record: records.get(wire.process)!,
      execution: executions.get(keyOf(wire, wire.process)),
    }))
    .toSorted((a, b) => a.delivery - b.delivery);
}

function gatherExecutions(processes: readonly ProcessRecord[]): Map<string, Execution> {
  const executions = new Map<string, Execution>();
  for (const { number, journal } of processes) {
    for (const entry of journal) take(entry, number, executions);
  }
  return executions;
}

function take(entry: Entry, process: number, executions: Map<string, Execution>): void {
  if (!('id' in entry)) return;
  const { at } = entry;
  const key = keyOf(entry, process);
  if (entry.event === 'begun') return void executions.set(key, { begun: at, done: entry.done });
  const execution = executions.get(key)!;
  if (entry.event === 'aborted') execution.aborted = { at, reason: entry.reason };
  if (entry.event === 'ended') execution.ended = { at, how: entry.how };
  if (entry.event === 'saved') execution.saved = entry.done;
}

function keyOf(about: { readonly id: string; readonly delivery: number }, process: number): string {
  return `${about.id} ${about.delivery} ${process}`;
}
