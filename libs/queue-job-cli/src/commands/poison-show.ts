import { EXIT_CODE } from '../exit-code.js';
import { hasId } from '../poison/poison-filter.js';
import type { PoisonMessage } from '../poison/poison-message.js';
import { survey } from '../poison/survey.js';
import { age } from '../terminal/age.js';
import { showBody } from '../terminal/body.js';
import type { Screen } from '../terminal/screen.js';
import type { Action } from './action.js';
import { connect, type Connection } from './connect.js';
import { missing } from './missing.js';
import { poisonToJson } from './poison-to-json.js';
import { showSweep, tellSweep } from './tell-sweep.js';

export const poisonShow: Action<object, [id: string]> = async ({ io, screen, flags }, _own, id) => {
  const connection = await connect(io, flags);
  const { options, poison, clock } = connection;
  using progress = screen.progress('looking at');
  const look = (isThorough: boolean) =>
    survey(
      { queue: poison, clock, stop: io.stop },
      {
        isThorough,
        select: (message) => hasId(message, id),
        reading: options,
        onProgress: showSweep(progress, 'looked'),
      },
    );
  let seen = await look(false);
  if (seen !== undefined && seen.messages.length === 0 && !seen.isWhole) seen = await look(true);
  if (seen === undefined) return missing(screen, poison, 'poison');
  progress[Symbol.dispose]();

  const { messages, report } = seen;
  if (report !== undefined) tellSweep(screen, report);
  const [message] = messages;
  if (message === undefined) {
    screen.error(`${poison.name} shows no message whose id begins with ${id}.`);
    return EXIT_CODE.incomplete;
  }
  if (messages.length > 1) {
    screen.error(
      `${messages.length} messages have an id that begins with ${id}. Write more of it:`,
    );
    for (const one of messages) screen.note(`  ${one.id}`);
    return EXIT_CODE.usage;
  }
  screen.json(poisonToJson(message, options));
  describe(screen, message, connection);
  return EXIT_CODE.ok;
};

function describe(screen: Screen, message: PoisonMessage, { options, clock }: Connection): void {
  const { id, insertedOn, type, envelope, text } = message;
  const { encoding, lines } = showBody(text, options.messageEncoding);
  const ago = (date: Date) => `${date.toISOString()} (${age(clock.now() - date.getTime())} ago)`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['id', id],
    ['type', type],
    ['poisoned', ago(insertedOn)],
    ['reason', envelope?.reason ?? '(not told: no envelope; look into the log of the job)'],
    ['executor', envelope?.executor],
    ['first id', envelope?.message.id],
    ['first sent', envelope && ago(new Date(envelope.message.insertedOn))],
    ['deliveries', envelope && String(envelope.message.dequeueCount)],
    ['trace', envelope?.traceparent],
    ['encoding', encoding],
  ];
  for (const [name, value] of facts) {
    if (value !== undefined) screen.line({ text: name.padEnd(12), style: 'dim' }, value);
  }
  section(screen, 'body', lines);
  const { name, message: why, stack } = envelope?.error ?? {};
  if (name !== undefined) section(screen, 'error', (stack ?? `${name}: ${why ?? ''}`).split('\n'));
}

function section(screen: Screen, title: string, lines: readonly string[]): void {
  screen.line();
  screen.line({ text: title, style: 'dim' });
  for (const line of lines) screen.line(`  ${line}`);
}
