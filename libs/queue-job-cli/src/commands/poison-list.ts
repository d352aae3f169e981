import { EXIT_CODE } from '../exit-code.js';
import { groupByReason } from '../poison/group-by-reason.js';
import type { PoisonMessage } from '../poison/poison-message.js';
import { survey } from '../poison/survey.js';
import { count } from '../sweep/sweep.messages.js';
import { age } from '../terminal/age.js';
import { showBody } from '../terminal/body.js';
import type { Screen } from '../terminal/screen.js';
import type { Action } from './action.js';
import { connect, type Connection } from './connect.js';
import type { FilterFlags } from './filter-flags.js';
import { missing } from './missing.js';
import { poisonToJson } from './poison-to-json.js';
import { selectionOf } from './selection.js';
import { exitCodeOfSweep, showSweep, tellSweep } from './tell-sweep.js';

interface Flags extends FilterFlags {
  readonly all?: boolean;
  readonly messages?: boolean;
}

const NO_REASON = '(not told: no envelope; look into the log of the job)';

export const poisonList: Action<Flags> = async ({ io, screen, flags }, own) => {
  const connection = await connect(io, flags);
  const { options, poison, clock } = connection;
  const selection = selectionOf(own, connection);
  using progress = screen.progress('looking at');
  const seen = await survey(
    { queue: poison, clock, stop: io.stop },
    {
      ...selection,
      isThorough: own.all === true,
      onProgress: showSweep(progress, 'looked'),
    },
  );
  if (seen === undefined) return missing(screen, poison, 'poison');
  progress[Symbol.dispose]();

  const { messages, total, isWhole, report } = seen;
  screen.json({
    queue: poison.name,
    approximateCount: total,
    isWhole,
    groups: groupByReason(messages).map((group) => ({
      reason: group.reason ?? null,
      count: group.messages.length,
      oldest: oldest(group.messages),
      newest: newest(group.messages),
      types: typesOf(group.messages),
      ...(own.messages
        ? { messages: group.messages.map((one) => poisonToJson(one, options)) }
        : {}),
    })),
  });
  if (own.messages) listMessages(screen, messages, connection);
  else listGroups(screen, messages, clock.now());
  screen.line(
    total === 0
      ? `${poison.name} is empty.`
      : `${count(messages.length)} of about ${total} in ${poison.name}.`,
  );
  if (!isWhole && report === undefined) {
    screen.note(
      'Only the first 32 that can be seen were looked at. --all looks at all of them, and hides them meanwhile.',
    );
  }
  if (report === undefined) return EXIT_CODE.ok;
  tellSweep(screen, report);
  return exitCodeOfSweep(report);
};

function listGroups(screen: Screen, messages: readonly PoisonMessage[], now: number): void {
  if (messages.length === 0) return;
  const title = ['count', 'newest', 'oldest', 'types', 'reason'];
  screen.table([
    title.map((text) => ({ text, style: 'dim' })),
    ...groupByReason(messages).map(({ reason, messages: group }) => [
      String(group.length),
      age(now - newest(group).getTime()),
      age(now - oldest(group).getTime()),
      typesOf(group).slice(0, 3).join(', ') || '-',
      reason ?? NO_REASON,
    ]),
  ]);
}

function listMessages(
  screen: Screen,
  messages: readonly PoisonMessage[],
  { options, clock }: Connection,
): void {
  if (messages.length === 0) return;
  screen.table([
    ['id', 'age', 'type', 'reason, body'].map((text) => ({ text, style: 'dim' as const })),
    ...messages.map((message) => [
      message.id,
      age(clock.now() - message.insertedOn.getTime()),
      message.type ?? '-',
      [message.envelope?.reason, showBody(message.text, options.messageEncoding).preview]
        .filter((text) => text !== undefined)
        .join('  '),
    ]),
  ]);
}

function typesOf(messages: readonly PoisonMessage[]): string[] {
  return [...new Set(messages.flatMap(({ type }) => type ?? []))].toSorted();
}

function oldest(messages: readonly PoisonMessage[]): Date {
  return new Date(Math.min(...messages.map(({ insertedOn }) => insertedOn.getTime())));
}

function newest(messages: readonly PoisonMessage[]): Date {
  return new Date(Math.max(...messages.map(({ insertedOn }) => insertedOn.getTime())));
}
