import { ConfigurationError, QueueError, redact } from 'nestjs-queue-job/tools';
import { EXIT_CODE, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { Screen } from './terminal/screen.js';
import { UsageError } from './usage.error.js';

/** Tells why a command has ended, and what to do about it. */
export function tellError(error: unknown, io: Io): ExitCode {
  const screen = new Screen(io, { isJson: false, hasColours: true });
  if (error instanceof ConfigurationError) {
    screen.error('The settings are wrong, and nothing was done.');
    for (const { subject, fault } of error.faults) {
      screen.note(`  ${subject}`);
      screen.note(`    ${fault}`);
    }
    screen.note('Run "queue-job explain" with the text of a fault to read more of it.');
    return EXIT_CODE.configurationInvalid;
  }
  if (error instanceof UsageError) {
    screen.error(error.message);
    return EXIT_CODE.usage;
  }
  if (error instanceof QueueError) {
    screen.error(error.message);
    if (error.code !== undefined) screen.note('Run "queue-job doctor" to look closer.');
    return EXIT_CODE.queueUnavailable;
  }
  screen.error(redact(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return EXIT_CODE.failed;
}
