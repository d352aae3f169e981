import { EXIT_CODE } from '../exit-code.js';
import { copiesPossible } from '../poison/redrive.messages.js';
import { redriveMessages, type RedriveReport } from '../poison/redrive-messages.js';
import { survey } from '../poison/survey.js';
import { count } from '../sweep/sweep.messages.js';
import type { Screen } from '../terminal/screen.js';
import type { Action } from './action.js';
import { connect } from './connect.js';
import { duration } from './duration-flag.js';
import type { FilterFlags } from './filter-flags.js';
import { missing } from './missing.js';
import { selectionOf } from './selection.js';
import { tellDryRun } from './tell-dry-run.js';
import { exitCodeOfSweep, showSweep, sweepToJson, tellSweep } from './tell-sweep.js';

interface Flags extends FilterFlags {
  readonly execute?: boolean;
  readonly rate?: number;
  readonly asIs?: boolean;
  readonly timeToLive?: string;
}

/** How many messages with trouble are told one by one. */
const MOST_TOLD = 20;

export const poisonRedrive: Action<Flags> = async ({ io, screen, flags }, own) => {
  const connection = await connect(io, flags);
  const { queue, poison, clock } = connection;
  const selection = selectionOf(own, connection);
  const timeToLive = duration('--time-to-live', own.timeToLive);
  const ground = { queue: poison, clock, stop: io.stop };
  using progress = screen.progress('redriving');
  if (own.execute !== true) {
    const onProgress = showSweep(progress, 'looked');
    const seen = await survey(ground, { ...selection, isThorough: true, onProgress });
    progress[Symbol.dispose]();
    if (seen === undefined) return missing(screen, poison, 'poison');
    return tellDryRun(screen, seen, `be sent to ${queue.name} and deleted from ${poison.name}`);
  }

  const done = await redriveMessages(
    { queue, poison, clock, stop: io.stop },
    {
      ...selection,
      isAsItIs: own.asIs === true,
      timeToLive,
      onProgress: showSweep(progress, 'gone'),
      ...(own.rate === undefined ? {} : { rate: own.rate }),
    },
  );
  progress[Symbol.dispose]();
  if (done === undefined) return missing(screen, poison, 'poison');

  const { report, troubles, possibleCopies } = done;
  screen.json({
    from: poison.name,
    to: queue.name,
    ...sweepToJson(report),
    possibleCopies,
    troubles,
  });
  screen.line(
    { text: `${count(report.gone)} redriven`, style: 'green' },
    ` to ${queue.name}, ${report.looked} looked at.`,
  );
  tellTroubles(screen, done);
  tellSweep(screen, report);
  if (report.isInterrupted) {
    screen.note('Stopped before the end. Run the same command again to go on.');
  }
  const exitCode = exitCodeOfSweep(report);
  return exitCode === EXIT_CODE.ok && troubles.length > 0 ? EXIT_CODE.incomplete : exitCode;
};

function tellTroubles(screen: Screen, { troubles, possibleCopies }: RedriveReport): void {
  for (const { id, why } of troubles.slice(0, MOST_TOLD)) {
    screen.note({ text: id, style: 'yellow' }, `  ${why}`);
  }
  if (troubles.length > MOST_TOLD) {
    screen.note(`… and ${troubles.length - MOST_TOLD} more; --json tells all of them.`);
  }
  if (possibleCopies > 0) screen.note(copiesPossible(possibleCopies));
}
