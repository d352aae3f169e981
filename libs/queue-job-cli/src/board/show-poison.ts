import { groupByReason } from '../poison/group-by-reason.js';
import type { PoisonMessage, Reading } from '../poison/poison-message.js';
import { showBody } from '../terminal/body.js';
import type { ShownGroup, ShownMessage } from './board-state.js';
import { groupKey } from './selection.js';

/** Groups messages of a poison queue for the page. */
export function showPoison(messages: readonly PoisonMessage[], reading: Reading): ShownGroup[] {
  return groupByReason(messages).map(({ reason, messages: together }) => ({
    key: groupKey(reason),
    reason: reason ?? null,
    types: [...new Set(together.flatMap(({ type }) => type ?? []))].toSorted(),
    messages: together.map((message) => showMessage(message, reading)),
  }));
}

function showMessage(message: PoisonMessage, { messageEncoding }: Reading): ShownMessage {
  const { id, insertedOn, expiresOn, type, text, envelope } = message;
  const { encoding, lines, preview } = showBody(text, messageEncoding);
  const original = envelope?.message;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Reason', envelope?.reason],
    ['Type', type],
    ['Id', id],
    ['Poisoned', insertedOn.toISOString()],
    ['Kept until', isForEver(expiresOn) ? 'for ever' : expiresOn.toISOString()],
    ['Executor', envelope?.executor],
    ['First id', original?.id],
    ['First sent', original?.insertedOn],
    ['Deliveries', original && String(original.dequeueCount)],
    ['Trace', envelope?.traceparent],
    ['Encoding', encoding],
  ];
  const { name, message: why = '', stack = `${name}: ${why}` } = envelope?.error ?? {};
  return {
    id,
    type: type ?? null,
    insertedOn: insertedOn.getTime(),
    preview,
    body: lines.join('\n'),
    facts: facts.flatMap(([fact, value]) => (value === undefined ? [] : [[fact, value]])),
    error: name === undefined ? null : stack,
  };
}

/** As the service writes it of a message that does not expire. */
function isForEver(date: Date): boolean {
  return date.getUTCFullYear() === 9999;
}
