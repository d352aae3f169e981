import type { Duration } from 'nestjs-queue-job/tools';
import type { PoisonMessage } from './poison-message.js';

/** Which messages are meant: those to which all applies that is given. */
export interface PoisonFilter {
  /** A part of the reason, whatever its case. */
  readonly reason?: string | undefined;
  /** The event's type, exactly. */
  readonly type?: string | undefined;
  /** Longer in the poison queue than this. */
  readonly olderThan?: Duration | undefined;
  /** Not longer in the poison queue than this. */
  readonly newerThan?: Duration | undefined;
  /** Ids in the poison queue or in the job's, or what they begin with. */
  readonly ids?: readonly string[] | undefined;
}

/** @param now by the clock that stamps messages, in milliseconds since the epoch */
export function matches(message: PoisonMessage, filter: PoisonFilter, now: number): boolean {
  const { reason, type, olderThan, newerThan, ids } = filter;
  const age = now - message.insertedOn.getTime();
  return (
    (reason === undefined || contains(message.envelope?.reason ?? '', reason)) &&
    (type === undefined || message.type === type) &&
    (olderThan === undefined || age > olderThan.milliseconds) &&
    (newerThan === undefined || age <= newerThan.milliseconds) &&
    (ids === undefined || ids.some((id) => hasId(message, id)))
  );
}

/** Whether an id, or its beginning, is a message's, there or here. */
export function hasId({ id, envelope }: PoisonMessage, wanted: string): boolean {
  return [id, envelope?.message.id].some((one) => one?.startsWith(wanted));
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
