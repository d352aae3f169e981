import type { SoakMessage, Task } from '../../app/src/soak.task.ts';
import type { Dice } from './dice.ts';

/** In milliseconds: what takes its time takes up to this long; what takes long, longer than most leases. */
const SHORT = 40;
const LONG = { least: 3_000, most: 6_000 };

/** How a message is written, as different senders do. */
type Style = 'plain' | 'base64' | 'cloud-event';

/** The text of a message, which its number and the dice decide. */
export function messageText(dice: Dice, number: number): string {
  const thrown = dice.fork(`message ${number}`);
  const message: SoakMessage = { number, task: task(thrown) };
  const style = thrown.pick<Style>([
    ['plain', 2],
    ['base64', 1],
    ['cloud-event', 1],
  ]);
  return write(message, style);
}

/** A message as it lies in a queue. */
export interface ReadMessage {
  readonly text: string;
  readonly body: SoakMessage;
}

/** Reads what {@link messageText} wrote, or what saved progress has made of it; throws on anything else. */
export function readText(text: string): ReadMessage {
  const json = text.startsWith('{') ? text : Buffer.from(text, 'base64').toString();
  const value = JSON.parse(json) as SoakMessage | { readonly data: SoakMessage };
  return { text, body: 'data' in value ? value.data : value };
}

/** Reads what lies in the poison queue: a message, or an envelope around it. */
export function poisonedMessage(text: string): ReadMessage {
  if (!text.startsWith('{"format"')) return readText(text);
  const envelope = JSON.parse(text) as { readonly message: { readonly text: string } };
  return readText(envelope.message.text);
}

function task(dice: Dice): Task {
  const ms = dice.between(0, SHORT);
  const long = dice.between(LONG.least, LONG.most);
  return dice.pick<Task>([
    [{ do: 'succeed', ms }, 40],
    [{ do: 'succeed', ms: long }, 1],
    [{ do: 'fail', ms }, 6],
    [{ do: 'fail', ms, untilDelivery: dice.between(2, 4) }, 40],
    [{ do: 'poison' }, 3],
    [{ do: 'retry', untilDelivery: dice.between(2, 3) }, 5],
    [{ do: 'ignoreSignal', ms: long }, 0.7],
    [{ do: 'steps', steps: dice.between(2, 4), ms }, 5],
    [{ do: 'steps', steps: 3, ms: long / 2 }, 0.6],
  ]);
}

function write(message: SoakMessage, style: Style): string {
  const body = JSON.stringify(message);
  switch (style) {
    case 'plain':
      return body;
    case 'base64':
      return Buffer.from(body).toString('base64');
    case 'cloud-event':
      return JSON.stringify({
        specversion: '1.0',
        id: String(message.number),
        source: '/soak',
        type: 'soak',
        data: message,
      });
  }
}
