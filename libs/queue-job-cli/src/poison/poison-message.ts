import {
  decodeText,
  parseBody,
  readEvent,
  readPoisonEnvelope,
  type PeekedMessage,
  type PoisonEnvelope,
  type QueueJobOptions,
} from 'nestjs-queue-job/tools';

/** How a job reads the bodies of its messages. */
export type Reading = Pick<QueueJobOptions, 'messageEncoding' | 'eventTypeField'>;

/** A message in a poison queue, and what is known of its former life. */
export interface PoisonMessage {
  /** Its id in the poison queue. */
  readonly id: string;
  /** Since when it is there. */
  readonly insertedOn: Date;
  readonly expiresOn: Date;
  /** Its text as it lay in the job's queue, byte for byte. */
  readonly text: string;
  /** What the event says it is; absent when it does not, or cannot be read. */
  readonly type: string | undefined;
  /** Why it was given up; absent without an envelope, of which only the job's log knows. */
  readonly envelope: PoisonEnvelope | undefined;
}

export function readPoisonMessage(message: PeekedMessage, reading: Reading): PoisonMessage {
  const { id, insertedOn, expiresOn } = message;
  const envelope = readPoisonEnvelope(message.text);
  const text = envelope?.message.text ?? message.text;
  return {
    id,
    insertedOn,
    expiresOn,
    text,
    type: envelope?.type ?? typeOf(text, reading),
    envelope,
  };
}

/** The type that a message's text names, as a job would read it. */
export function typeOf(
  text: string,
  { messageEncoding, eventTypeField }: Reading,
): string | undefined {
  try {
    const { bytes } = decodeText(text, messageEncoding);
    return readEvent(parseBody(bytes).body, eventTypeField).type;
  } catch {
    // Undecodable, which may well be why it is here.
    return undefined;
  }
}
