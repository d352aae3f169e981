import { expectNoSecrets } from '../../../support/secrets.ts';
import type { ProcessRecord } from '../../disorder/soak-process.ts';
import { isDisturbed, type Context } from './rule.ts';

/** The exit codes that a job with a valid configuration may have. */
const EXIT_CODES = new Set([0, 10, 11, 12, 21, 143]);

/** Tells in a sentence for each what is wrong with how a process ended. */
export function faultsOf(record: ProcessRecord, context: Context): string[] {
  const faults = [
    record.isOverdue && 'It did not end.',
    ...endFaults(record),
    ...terminationMessageFaults(record),
    ...outputFaults(record),
    record.exitCode === 0 && hasFailure(record) && 'It exited with 0 though an executor failed.',
    record.exitCode === 21 &&
      !isQueueDisturbed(record, context) &&
      'It exited with 21 though the queue was there.',
  ];
  return faults.filter((fault) => fault !== false);
}

function* endFaults({ exitCode, endedBy, signals, journal, terminationMessage }: ProcessRecord) {
  const wasSent = signals.map(({ signal }) => signal);
  if (endedBy !== null) {
    if (!wasSent.includes(endedBy)) yield `${endedBy} ended it, which nobody had sent.`;
    const isUp = journal.some(({ event }) => event === 'up');
    // Before it listens to signals, and after its run, SIGTERM ends a process as it ends every other.
    const isAtWork = isUp && terminationMessage === '';
    if (endedBy === 'SIGTERM' && isAtWork) yield 'SIGTERM ended it at work.';
  } else {
    if (!EXIT_CODES.has(exitCode!)) yield `Its exit code is ${exitCode}.`;
    if (exitCode === 143 && !wasSent.includes('SIGTERM')) yield 'It exited with 143 unasked.';
  }
}

function* terminationMessageFaults({ exitCode, terminationMessage }: ProcessRecord) {
  // A process may die while it writes.
  if (exitCode === null) return;
  if (!/^[^\n]+\n$/.test(terminationMessage)) {
    yield `Its termination message is not one line: ${terminationMessage}`;
  } else {
    const told = JSON.parse(terminationMessage) as { readonly exitCode: number };
    if (told.exitCode !== exitCode) {
      yield `It exited with ${exitCode}, its termination message says ${told.exitCode}.`;
    }
  }
}

function* outputFaults({ exitCode, stdout, stderr, settings, terminationMessage }: ProcessRecord) {
  for (const output of [stdout, stderr]) {
    const lines = output.split('\n').slice(0, exitCode === null ? -1 : undefined);
    const foreign = lines.find((line) => line !== '' && !line.startsWith('{"level":'));
    if (foreign !== undefined) yield `It says what its logger does not: ${foreign}`;
  }
  try {
    expectNoSecrets(stdout + stderr + terminationMessage, Object.values(settings));
  } catch (error) {
    yield (error as Error).message.split('\n', 1)[0]!;
  }
}

function hasFailure({ journal }: ProcessRecord): boolean {
  return journal.some(
    (entry) => entry.event === 'ended' && entry.how !== 'succeeded' && entry.how !== 'aborted',
  );
}

function isQueueDisturbed(record: ProcessRecord, context: Context): boolean {
  const receives = context.evidence.deliveries
    .filter(({ process }) => process === record.number)
    .map(({ received }) => received);
  return [...receives, ...context.othersOf(record)].some(isDisturbed);
}
