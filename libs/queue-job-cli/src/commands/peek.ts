import type { PeekedMessage, QueueJobOptions } from 'nestjs-queue-job/tools';
import { EXIT_CODE } from '../exit-code.js';
import { typeOf } from '../poison/poison-message.js';
import { age } from '../terminal/age.js';
import { showBody } from '../terminal/body.js';
import type { Action } from './action.js';
import { connect } from './connect.js';
import { missing } from './missing.js';

interface Flags {
  readonly count: number;
  readonly poison?: boolean;
  readonly full?: boolean;
}

export const peek: Action<Flags> = async ({ io, screen, flags }, { count, poison, full }) => {
  const connection = await connect(io, flags);
  const { options, clock } = connection;
  const queue = poison ? connection.poison : connection.queue;
  const properties = await queue.properties();
  if (properties === undefined) return missing(screen, queue, poison ? 'poison' : 'job');
  const messages = await queue.peek(count);

  screen.json({ queue: queue.name, messages: messages.map((one) => toJson(one, options)) });
  const now = clock.now();
  const rows = messages.map((message) => [
    message.id,
    age(now - message.insertedOn.getTime()),
    String(message.dequeueCount),
    typeOf(message.text, options) ?? '-',
    ...(full ? [] : [showBody(message.text, options.messageEncoding).preview]),
  ]);
  const title = ['id', 'age', 'received', 'type', ...(full ? [] : ['body'])];
  const dim = title.map((text) => ({ text, style: 'dim' as const }));
  if (full) {
    for (const [at, message] of messages.entries()) {
      screen.table([dim, rows[at]!]);
      for (const line of showBody(message.text, options.messageEncoding).lines) {
        screen.line(`  ${line}`);
      }
    }
  } else if (rows.length > 0) screen.table([dim, ...rows]);
  screen.line(
    `${messages.length} of about ${properties.approximateCount} messages of ${queue.name} shown.`,
  );
  return EXIT_CODE.ok;
};

function toJson(message: PeekedMessage, options: QueueJobOptions) {
  const { encoding, body } = showBody(message.text, options.messageEncoding);
  return { ...message, type: typeOf(message.text, options), encoding, body };
}
