import type { PoisonMessage, Reading } from '../poison/poison-message.js';
import { showBody } from '../terminal/body.js';

/** A message of the poison queue, for programs. */
export function poisonToJson(message: PoisonMessage, reading: Reading): object {
  const { id, insertedOn, expiresOn, text, type, envelope } = message;
  const { encoding, body } = showBody(text, reading.messageEncoding);
  return { id, insertedOn, expiresOn, type, encoding, body, text, ...whyOf(envelope) };
}

function whyOf(envelope: PoisonMessage['envelope']): object {
  if (envelope === undefined) return {};
  const { reason, error, poisonedOn, executor, traceparent, message } = envelope;
  const { text: _, ...original } = message;
  return { reason, error, poisonedOn, executor, traceparent, original };
}
