import { EXIT_CODE, type ExitCode } from '../exit-code.js';
import { groupByReason } from '../poison/group-by-reason.js';
import type { Survey } from '../poison/survey.js';
import { count } from '../sweep/sweep.messages.js';
import type { Screen } from '../terminal/screen.js';
import { exitCodeOfSweep, tellSweep } from './tell-sweep.js';

/**
 * Tells what a command would do.
 *
 * @param fate what would become of the messages: "would …"
 */
export function tellDryRun(
  screen: Screen,
  { messages, total, isWhole, report }: Survey,
  fate: string,
): ExitCode {
  const groups = groupByReason(messages);
  screen.json({
    dryRun: true,
    selected: messages.length,
    approximateCount: total,
    isWhole,
    groups: groups.map(({ reason, messages: { length } }) => ({
      reason: reason ?? null,
      count: length,
    })),
  });
  if (groups.length > 0) {
    screen.table(
      groups.map(({ reason, messages: { length } }) => [
        String(length).padStart(7),
        reason ?? '(reason not told)',
      ]),
    );
  }
  screen.line(`${count(messages.length)} of about ${total} would ${fate}.`);
  if (messages.length > 0) screen.note('Nothing was done. Add --execute to do it.');
  if (report === undefined) return isWhole ? EXIT_CODE.ok : tellHidden(screen);
  tellSweep(screen, report);
  return exitCodeOfSweep(report);
}

function tellHidden(screen: Screen): ExitCode {
  screen.note('Some messages could not be looked at: somebody else has them, or they are delayed.');
  return EXIT_CODE.incomplete;
}
