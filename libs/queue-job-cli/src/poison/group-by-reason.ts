import type { PoisonMessage } from './poison-message.js';

/** Messages that were given up for the same reason. */
export interface ReasonGroup {
  /** The reason, with a mark in the place of what differs; `undefined` for messages that do not tell theirs. */
  readonly reason: string | undefined;
  readonly messages: readonly PoisonMessage[];
}

/** What differs between two failures of one kind: ids, then numbers. */
const ID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=[a-f]*\d)[0-9a-f]{8,}\b/gi;
const NUMBER = /\d+(?:[.:]\d+)*/g;

/** Puts together what was given up for one reason, the largest group first. */
export function groupByReason(messages: readonly PoisonMessage[]): ReasonGroup[] {
  const groups = Map.groupBy(messages, ({ envelope }) => kindOf(envelope?.reason));
  return [...groups]
    .map(([reason, together]) => ({ reason, messages: together }))
    .toSorted((a, b) => b.messages.length - a.messages.length);
}

/** A reason without what differs between failures of one kind. */
export function kindOf(reason: string | undefined): string | undefined {
  return reason?.replace(ID, '<id>').replace(NUMBER, '<n>');
}
