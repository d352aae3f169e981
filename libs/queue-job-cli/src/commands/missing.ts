import type { InspectableQueue } from 'nestjs-queue-job/tools';
import { EXIT_CODE, type ExitCode } from '../exit-code.js';
import type { Screen } from '../terminal/screen.js';

/** Tells that a queue is missing: a poison queue is until something is poisoned; of the job's, the name may be wrong. */
export function missing(
  screen: Screen,
  { name }: InspectableQueue,
  kind: 'poison' | 'job',
): ExitCode {
  screen.json({ queue: name, exists: false });
  if (kind === 'poison') {
    screen.line(
      `There is no queue ${name}: nothing was ever poisoned, or PoisonQueueSuffix differs.`,
    );
    return EXIT_CODE.ok;
  }
  screen.error(
    `There is no queue ${name}. Check its name; the job, or "queue-job send --create", creates it.`,
  );
  return EXIT_CODE.queueUnavailable;
}
