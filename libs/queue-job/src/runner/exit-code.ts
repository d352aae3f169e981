import { constants } from 'node:os';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { ConfigurationError } from '../options/configuration.error.js';
import type { FailedOutcome, Outcome } from '../outcome.js';
import { QueueError } from '../queue/errors/queue.error.js';

/**
 * What the process tells Kubernetes. The codes of a decided message (10, 11, 12) are few and apart from all others, so that
 * a pod failure policy can tell them from crashes.
 */
export const EXIT_CODE = {
  /** All completed, or nothing to do. */
  ok: 0,
  /** Something else failed at start, say a provider of the application. */
  failed: 1,
  /** An executor failed; its message was released for another attempt. */
  released: 10,
  /** A message was moved to the poison queue. */
  poisoned: 11,
  /** A lease was lost, or a message could not be settled. */
  leaseLost: 12,
  /** The configuration is invalid, or there is no executor to call. */
  configurationInvalid: 20,
  /** The queue is out of reach, or refuses access. */
  queueUnavailable: 21,
  /** Ended by SIGTERM with work unfinished: 128 and the signal's number, as shells count. */
  terminated: 128 + constants.signals.SIGTERM,
} as const;

/** The failures below `queueUnavailable`, from the one that says most to the one that says least. */
const RANKS: readonly (readonly [FailedOutcome, number])[] = [
  ['lease-lost', EXIT_CODE.leaseLost],
  ['poisoned', EXIT_CODE.poisoned],
  ['released', EXIT_CODE.released],
];

/** What of a run its exit code depends on. */
export interface RunEnd {
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Why it could not receive. */
  readonly error?: unknown;
  /** What told it to stop. */
  readonly stoppedBy?: ShutdownError | undefined;
}

/** The exit code of a run: that of its highest-ranking failure. */
export function exitCodeOf(
  { counts, error, stoppedBy }: RunEnd,
  failedOutcomes: readonly FailedOutcome[],
): number {
  const has = (outcome: FailedOutcome) => counts[outcome] > 0 && failedOutcomes.includes(outcome);
  if (has('aborted')) return signalExitCode(stoppedBy);
  if (error !== undefined) return EXIT_CODE.queueUnavailable;
  return RANKS.find(([outcome]) => has(outcome))?.[1] ?? EXIT_CODE.ok;
}

/** The exit code of an application that could not be started. */
export function exitCodeOfStart(error: unknown): number {
  if (error instanceof ConfigurationError) return EXIT_CODE.configurationInvalid;
  if (error instanceof QueueError) return EXIT_CODE.queueUnavailable;
  if (error instanceof ShutdownError) return signalExitCode(error);
  return EXIT_CODE.failed;
}

/** As shells count: 128 and the signal's number; SIGTERM's when the application was closed from within. */
function signalExitCode(stoppedBy: ShutdownError | undefined): number {
  return 128 + constants.signals[stoppedBy?.signal ?? 'SIGTERM'];
}
