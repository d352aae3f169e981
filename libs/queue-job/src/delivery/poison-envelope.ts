import { escaped } from '../options/printable.js';
import { redact } from '../options/redact.js';
import { MAX_BYTES, type ReceivedMessage } from '../queue/message-queue.js';
import { describeError } from './describe-error.js';

/** Names the format, so that whoever reads the poison queue can tell it from a message's own text. */
export const POISON_ENVELOPE = 'nestjs-queue-job/poison/v1';

/** In characters. */
const LONGEST_STACK = 8_192;
const LONGEST_TEXT = 2_048;
const SHORTEST_REASON = 128;

/** What JSON lets stand as it is and XML, in which a message travels, has no way to write. */
const NOT_IN_XML = /[\uFFFE\uFFFF]/g;

/** Why a message was given up, and the message itself. */
export interface PoisonEnvelope {
  /** What tells it from a message that is not enveloped. */
  readonly format: typeof POISON_ENVELOPE;
  /** Why, in a sentence. */
  readonly reason: string;
  /** What was thrown, when that is why. */
  readonly error?: { readonly name: string; readonly message?: string; readonly stack?: string };
  /** ISO 8601, as all times here. */
  readonly poisonedOn: string;
  /** The class that was, or would have been, called. */
  readonly executor?: string;
  /** The type of the event, where it could be read. */
  readonly type?: string;
  /** The W3C trace context the message carried. */
  readonly traceparent?: string;
  /** The message as it was received for the last time. */
  readonly message: {
    readonly id: string;
    readonly queueName: string;
    readonly insertedOn: string;
    readonly expiresOn: string;
    readonly dequeueCount: number;
    /** The text as it lay in the queue, still encoded, byte for byte. */
    readonly text: string;
  };
}

/** What an envelope tells of a message besides the message itself. */
export interface PoisonDetails {
  readonly reason: string;
  readonly error?: unknown;
  readonly queueName: string;
  readonly message: ReceivedMessage;
  readonly executor?: string | undefined;
  readonly type?: string | undefined;
  readonly traceparent?: string | undefined;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Writes the envelope. Where it would not fit into a message the stack is left out, then the error's message, then the
 * rest of the reason and all that the message told of itself; the text never is.
 *
 * @returns `undefined` when the text is so long that no envelope fits around it
 */
export function poisonEnvelope(details: PoisonDetails): string | undefined {
  const { name, message, stack } = thrown(details.error);
  const shorter = [
    write(details, { name, message, stack }),
    write(details, { name, message }),
    write(details, { name }),
    write(
      {
        ...details,
        reason: details.reason.slice(0, SHORTEST_REASON),
        type: undefined,
        traceparent: undefined,
      },
      { name: name?.slice(0, SHORTEST_REASON) },
    ),
  ];
  return shorter.find((text) => Buffer.byteLength(text) <= MAX_BYTES);
}

interface Thrown {
  readonly name?: string | undefined;
  readonly message?: string | undefined;
  readonly stack?: string | undefined;
}

function write(
  { reason, queueName, message, executor, type, traceparent, now }: PoisonDetails,
  error: Thrown,
): string {
  const { id, text, insertedOn, expiresOn, dequeueCount } = message;
  const envelope = JSON.stringify({
    format: POISON_ENVELOPE,
    reason: reason.slice(0, LONGEST_TEXT),
    error: error.name === undefined ? undefined : error,
    poisonedOn: new Date(now).toISOString(),
    executor,
    type,
    traceparent,
    message: {
      id,
      queueName,
      insertedOn: insertedOn.toISOString(),
      expiresOn: expiresOn.toISOString(),
      dequeueCount,
      text,
    },
  });
  return envelope.replace(NOT_IN_XML, escaped);
}

function thrown(error: unknown): Thrown {
  if (error === undefined) return {};
  try {
    if (error instanceof Error) {
      return {
        name: excerpt(error.name, LONGEST_TEXT) ?? 'Error',
        message: excerpt(error.message, LONGEST_TEXT),
        stack: excerpt(error.stack, LONGEST_STACK),
      };
    }
  } catch {
    // It cannot be looked at, so no more is told of it than of what is no error.
  }
  return { name: typeof error, message: describeError(error).slice(0, LONGEST_TEXT) };
}

/** Of an error of the application, whose fields may hold anything. */
function excerpt(value: unknown, longest: number): string | undefined {
  return typeof value === 'string' ? redact(value).slice(0, longest) : undefined;
}
