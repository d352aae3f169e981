import type { QueueMessage } from './queue-message.js';
import { readMessage, type RawMessage } from './read-message.js';

/** A message as a queue gives it. */
export function rawMessage(text: string, overrides: Partial<RawMessage> = {}): RawMessage {
  return {
    id: 'a1b2',
    text,
    dequeueCount: 1,
    insertedOn: new Date('2026-01-02T03:04:05Z'),
    expiresOn: new Date('2026-01-09T03:04:05Z'),
    ...overrides,
  };
}

/** A message as an executor is given it, with this body and no envelope. */
export function messageOf<T>(body: T): QueueMessage<T> {
  const message = readMessage(
    rawMessage(''),
    { queueName: 'guardian-events', isLastAttempt: false },
    { messageEncoding: 'text', eventTypeField: undefined, traceContextField: 'traceparent' },
    () => Promise.resolve(),
  );
  return { ...message, body };
}
