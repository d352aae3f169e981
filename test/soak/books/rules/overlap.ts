import type { DeliveryStory } from '../story.ts';
import { pairs, RETURNS } from './returned.ts';
import { deathOf, nameOf, type Context, type Rule } from './rule.ts';

/** Why a message may be delivered again while an executor has it. */
export const OVERLAPS = {
  aborted: 'the executor had been told that its lease is lost, and went on',
  still: RETURNS.still,
} as const;

export type Overlap = keyof typeof OVERLAPS;

/** In milliseconds: how late a process may be unseen by its own watch. */
const UNSEEN = 100;

/** No message is delivered while an executor has it, unless that one was told, or its process stood still and could not know. */
export const executedByOne: Rule = ({ messages }, context) =>
  [...messages.values()].flatMap((deliveries) =>
    overlapping(deliveries)
      .filter(([first, second]) => reasonOfOverlap(first, second, context) === undefined)
      .map(([first]) => `It was delivered again during an execution: ${nameOf(first)}.`),
  );

/** A process that learns that it stood still for too long says so. */
export const overlapTold: Rule = ({ messages }, context) =>
  [...messages.values()].flatMap((deliveries) =>
    overlapping(deliveries)
      .filter(([first, second]) => reasonOfOverlap(first, second, context) === 'still')
      .filter(([first]) => deathOf(first.record) === undefined && !isTold(first))
      .map(([first]) => `It was delivered again during an execution, silently: ${nameOf(first)}.`),
  );

/** Deliveries of one message, each with the one that followed, where that came while the executor still had it. */
export function overlapping(
  deliveries: readonly DeliveryStory[],
): (readonly [DeliveryStory, DeliveryStory])[] {
  return pairs(deliveries).filter(
    ([first, second]) => first.execution !== undefined && second.received.at < endOf(first),
  );
}

export function reasonOfOverlap(
  { execution, record }: DeliveryStory,
  { received }: DeliveryStory,
  context: Context,
): Overlap | undefined {
  const { aborted } = execution!;
  if (aborted !== undefined && aborted.at <= received.at + UNSEEN) return 'aborted';
  const lease = 1_000 * Number(record.settings['VisibilityTimeout']);
  const span = { from: received.at - lease, to: Math.min(aborted?.at ?? Infinity, record.endedAt) };
  return context.stillIn(record, span) > 0 ? 'still' : undefined;
}

function isTold({ id, record: { stdout, stderr } }: DeliveryStory): boolean {
  const tellings = [`The lease of message ${id}`, `Message ${id} left to another consumer`];
  return tellings.some((telling) => `${stdout}${stderr}`.includes(telling));
}

function endOf({ execution, record }: DeliveryStory): number {
  return execution!.ended?.at ?? deathOf(record) ?? record.endedAt;
}
