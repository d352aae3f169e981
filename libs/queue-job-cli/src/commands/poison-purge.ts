import { createInterface } from 'node:readline/promises';
import { requireDelete } from '../access/probes.js';
import { EXIT_CODE } from '../exit-code.js';
import type { Io } from '../io.js';
import { readPoisonMessage } from '../poison/poison-message.js';
import { remove } from '../poison/settle.js';
import { survey } from '../poison/survey.js';
import { sweep } from '../sweep/sweep.js';
import { count } from '../sweep/sweep.messages.js';
import { UsageError } from '../usage.error.js';
import type { Action } from './action.js';
import { connect } from './connect.js';
import type { FilterFlags } from './filter-flags.js';
import { missing } from './missing.js';
import { selectionOf } from './selection.js';
import { exitCodeOfSweep, showSweep, sweepToJson, tellSweep } from './tell-sweep.js';

interface Flags extends FilterFlags {
  readonly yes?: boolean;
}

const NOBODY = 'Nobody is there to be asked. Add --yes to delete without being asked.';

export const poisonPurge: Action<Flags> = async ({ io, screen, flags }, own) => {
  const connection = await connect(io, flags);
  const { options, poison, clock } = connection;
  const selection = selectionOf(own, connection);
  const ground = { queue: poison, clock, stop: io.stop };
  if ((await poison.properties()) === undefined) return missing(screen, poison, 'poison');
  if (own.yes !== true) {
    if (!screen.canAsk) throw new UsageError(NOBODY);
    using progress = screen.progress('looking at');
    const onProgress = showSweep(progress, 'looked');
    const seen = await survey(ground, { ...selection, isThorough: true, onProgress });
    progress[Symbol.dispose]();
    const chosen = seen?.messages.length ?? 0;
    if (chosen > 0 && !(await confirm(io, poison.name, chosen))) {
      screen.note('Nothing was deleted.');
      return EXIT_CODE.usage;
    }
  }
  await requireDelete(poison);
  using progress = screen.progress('deleting');
  const report = await sweep(ground, {
    ...selection,
    select: (received) => selection.select(readPoisonMessage(received, options)),
    act: (message) => remove(poison, message, clock),
    onProgress: showSweep(progress, 'gone'),
  });
  progress[Symbol.dispose]();
  screen.json({ queue: poison.name, ...sweepToJson(report) });
  screen.line(`${count(report.gone)} deleted from ${poison.name}, ${report.looked} looked at.`);
  tellSweep(screen, report);
  return exitCodeOfSweep(report);
};

/** Asks for the queue's name, which nobody types by accident. */
async function confirm(io: Io, name: string, chosen: number): Promise<boolean> {
  const terminal = createInterface({ input: io.stdin, output: io.stderr });
  try {
    const question = `This deletes ${count(chosen)} of ${name} for good. Type the queue's name to go on: `;
    return (await terminal.question(question, { signal: io.stop })).trim() === name;
  } catch {
    return false;
  } finally {
    terminal.close();
  }
}
