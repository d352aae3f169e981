import { QueueError } from 'nestjs-queue-job/tools';
import { EXIT_CODE, type ExitCode } from '../exit-code.js';
import type { SweepProgress } from '../sweep/sweep.js';
import type { SweepReport } from '../sweep/sweep-report.js';
import { messageOf, notesOfSweep } from '../sweep/sweep.messages.js';
import type { Progress } from '../terminal/progress.js';
import type { Screen } from '../terminal/screen.js';

/** Tells what of a sweep is not as one would expect it. */
export function tellSweep(screen: Screen, report: SweepReport): void {
  for (const note of notesOfSweep(report)) screen.note(note);
  if (report.error !== undefined) screen.error(messageOf(report.error));
}

/** The exit code of a sweep that did what it could, and nothing it should not have. */
export function exitCodeOfSweep({ hidden, isInterrupted, error }: SweepReport): ExitCode {
  if (error !== undefined) {
    return error instanceof QueueError ? EXIT_CODE.queueUnavailable : EXIT_CODE.failed;
  }
  if (isInterrupted) return EXIT_CODE.interrupted;
  return hidden > 0 ? EXIT_CODE.incomplete : EXIT_CODE.ok;
}

/** A report for programs. */
export function sweepToJson({ away, error, ...report }: SweepReport): object {
  return {
    ...report,
    away: away.count,
    ...(error === undefined ? {} : { error: messageOf(error) }),
  };
}

/** Shows a sweep on its way. */
export function showSweep(progress: Progress, what: 'looked' | 'gone') {
  return ({ total, looked, gone, selected, toGiveBack }: SweepProgress): void => {
    if (toGiveBack !== undefined) {
      progress.show(looked - toGiveBack, looked, `${toGiveBack} messages to give back`);
    } else if (what === 'gone') {
      progress.show(looked - selected + gone, total, `${gone} of ${looked} of about ${total}`);
    } else progress.show(looked, total, `${looked} of about ${total}`);
  };
}
