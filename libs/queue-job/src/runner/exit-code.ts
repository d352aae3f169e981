import { constants } from 'node:os';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { ConfigurationError } from '../options/configuration.error.js';
import type { FailedOutcome } from '../outcome.js';
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

/** From the failure that says most to the one that says least, above `queueUnavailable` and below. */
const RANKS: readonly (readonly [FailedOutcome, number])[] = [
  ['lease-lost', EXIT_CODE.leaseLost],
  ['poisoned', EXIT_CODE.poisoned],
  ['released', EXIT_CODE.released],
];

/** The exit code of a run: that of its highest-ranking failure. */
export function exitCodeOf(
  run: { readonly deliveries: readonly DeliveryReport[]; readonly error?: unknown },
  failedOutcomes: readonly FailedOutcome[],
): number {
  const failures = run.deliveries.filter(({ outcome }) =>
    (failedOutcomes as readonly string[]).includes(outcome),
  );
  const aborted = failures.find(({ outcome }) => outcome === 'aborted');
  if (aborted !== undefined) return signalExitCode(aborted.error);
  if (run.error !== undefined) return EXIT_CODE.queueUnavailable;
  const rank = RANKS.find(([outcome]) => failures.some((failure) => failure.outcome === outcome));
  return rank?.[1] ?? EXIT_CODE.ok;
}

function signalExitCode(error: unknown): number {
  const signal = error instanceof ShutdownError ? error.signal : undefined;
  return signal === undefined ? EXIT_CODE.terminated : 128 + constants.signals[signal];
}

/** The exit code of an application that could not be started. */
export function exitCodeOfStart(error: unknown): number {
  if (error instanceof ConfigurationError) return EXIT_CODE.configurationInvalid;
  if (error instanceof QueueError) return EXIT_CODE.queueUnavailable;
  if (error instanceof ShutdownError) return signalExitCode(error);
  return EXIT_CODE.failed;
}
