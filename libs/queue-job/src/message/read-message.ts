import type { QueueJobOptions } from '../options/queue-job-options.js';
import { readEvent, replaceData } from './event.js';
import { decodeText, encodeBody } from './message-encoding.js';
import { parseBody } from './parse-body.js';
import type { QueueMessage } from './queue-message.js';
import { keepTraceContext, readTraceContext } from './trace-context.js';

/** A message as it came out of a queue. */
export interface RawMessage {
  readonly id: string;
  readonly text: string;
  readonly dequeueCount: number;
  readonly insertedOn: Date;
  readonly expiresOn: Date;
}

/**
 * Makes of a raw message what an executor is given.
 *
 * @param rewrite replaces the message's text in the queue
 * @throws UndecodableMessageError when the text is not what `messageEncoding` says
 */
export function readMessage(
  { id, text, dequeueCount, insertedOn, expiresOn }: RawMessage,
  delivery: { readonly queueName: string; readonly isLastAttempt: boolean },
  options: Pick<QueueJobOptions, 'messageEncoding' | 'eventTypeField' | 'traceContextField'>,
  rewrite: (text: string) => Promise<void>,
): QueueMessage {
  const { bytes, encoding } = decodeText(text, options.messageEncoding);
  const whole = parseBody(bytes);
  const { type, attributes, body } = readEvent(whole.body, options.eventTypeField);
  const save = async (progress: unknown): Promise<void> => {
    const replaced = replaceData(whole.body, progress, options.eventTypeField);
    const traced = keepTraceContext(whole.body, replaced, options.traceContextField);
    await rewrite(encodeBody(traced, encoding, options.messageEncoding));
  };
  return {
    id,
    ...delivery,
    type,
    attributes,
    traceContext: readTraceContext(whole.body, options.traceContextField),
    body,
    text: whole.text,
    bytes,
    dequeueCount,
    insertedOn,
    expiresOn,
    saveProgress: (progress) => {
      const saved = save(progress);
      // An executor that does not wait for it would else bring the process down when it fails.
      saved.catch(() => {});
      return saved;
    },
  };
}
