import { requireDelete } from '../access/probes.js';
import { EXIT_CODE } from '../exit-code.js';
import { matches } from '../poison/poison-filter.js';
import { readPoisonMessage } from '../poison/poison-message.js';
import { Redrive } from '../poison/redrive.js';
import { survey } from '../poison/survey.js';
import { sweep } from '../sweep/sweep.js';
import type { Screen } from '../terminal/screen.js';
import type { Action } from './action.js';
import { connect } from './connect.js';
import { duration } from './duration-flag.js';
import type { FilterFlags } from './filter-flags.js';
import { filterOf } from './filter-of.js';
import { missing } from './missing.js';
import { tellDryRun } from './tell-dry-run.js';
import { count, exitCodeOfSweep, showSweep, sweepToJson, tellSweep } from './tell-sweep.js';

interface Flags extends FilterFlags {
  readonly execute?: boolean;
  readonly rate?: number;
  readonly asIs?: boolean;
  readonly timeToLive?: string;
}

/** How many messages with trouble are told one by one. */
const MOST_TOLD = 20;

export const poisonRedrive: Action<Flags> = async ({ io, screen, flags }, own) => {
  const { options, queue, poison, clock } = await connect(io, flags);
  const filter = filterOf(own);
  const timeToLive = duration('--time-to-live', own.timeToLive);
  const ground = { queue: poison, clock, stop: io.stop };
  const limit = own.limit === undefined ? {} : { limit: own.limit };
  using progress = screen.progress('redriving');
  if (own.execute !== true) {
    const seen = await survey(ground, {
      isThorough: true,
      select: (message) => matches(message, filter, clock.now()),
      reading: options,
      onProgress: showSweep(progress, 'looked'),
      ...limit,
    });
    progress[Symbol.dispose]();
    if (seen === undefined) return missing(screen, poison, 'poison');
    return tellDryRun(screen, seen, `be sent to ${queue.name} and deleted from ${poison.name}`);
  }

  if ((await poison.properties()) === undefined) return missing(screen, poison, 'poison');
  // A message that was sent and cannot be deleted would be sent again by every redrive.
  await requireDelete(poison);
  const redrive = new Redrive(
    { queue, poison, clock },
    { isAsItIs: own.asIs === true, timeToLive },
  );
  const report = await sweep(ground, {
    select: (received) => matches(readPoisonMessage(received, options), filter, clock.now()),
    act: (message) => redrive.move(message),
    onProgress: showSweep(progress, 'gone'),
    ...limit,
    ...(own.rate === undefined ? {} : { rate: own.rate }),
  });
  progress[Symbol.dispose]();

  const { troubles, possibleCopies } = redrive;
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
  tellTroubles(screen, redrive);
  tellSweep(screen, report);
  if (report.isInterrupted) {
    screen.note('Stopped before the end. Run the same command again to go on.');
  }
  const exitCode = exitCodeOfSweep(report);
  return exitCode === EXIT_CODE.ok && troubles.length > 0 ? EXIT_CODE.incomplete : exitCode;
};

function tellTroubles(screen: Screen, { troubles, possibleCopies }: Redrive): void {
  for (const { id, why } of troubles.slice(0, MOST_TOLD)) {
    screen.note({ text: id, style: 'yellow' }, `  ${why}`);
  }
  if (troubles.length > MOST_TOLD) {
    screen.note(`… and ${troubles.length - MOST_TOLD} more; --json tells all of them.`);
  }
  if (possibleCopies > 0) {
    screen.note(
      `Up to ${count(possibleCopies)} may be in the queue twice, as the answer to sending or deleting was lost.`,
    );
  }
}
