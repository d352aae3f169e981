import { existsSync, writeFileSync } from 'node:fs';
import { describeError } from '../delivery/describe-error.js';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import { legible } from '../executor/legible.js';
import { ConfigurationError } from '../options/configuration.error.js';
import { printableJson } from '../options/printable.js';
import { EXIT_CODE } from '../runner/exit-code.js';
import type { RunReport } from '../runner/run-report.js';

/** Where Kubernetes looks unless the container says otherwise. */
const DEFAULT_PATH = '/dev/termination-log';

/** More than this many bytes, and the kubelet cuts the message. */
const MAX_BYTES = 4096;

/** In characters: how long a reason may be; the first that lets everything fit is taken. */
const REASON_LIMITS = [1_024, 512, 256, 128] as const;

/** The exit codes that the tool explains: of failures, and ours rather than the application's own. */
const EXPLAINED: ReadonlySet<number> = new Set(
  Object.values(EXIT_CODE).filter((exitCode) => exitCode !== EXIT_CODE.ok),
);

/**
 * Leaves one line of JSON where Kubernetes picks it up, so that `kubectl describe pod` tells what became of the message. The
 * default path is written to only where it exists, which is in a container.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
 * @throws when the path cannot be written to
 */
export function writeTerminationMessage(report: RunReport, path?: string): void {
  if (path !== undefined || existsSync(DEFAULT_PATH)) {
    writeFileSync(path ?? DEFAULT_PATH, terminationMessage(report));
  }
}

/** The report in one line of JSON of at most 4096 bytes: as many deliveries as fit, the failed ones first. */
export function terminationMessage(report: RunReport): string {
  const failedFirst = report.deliveries.toSorted((a, b) => rank(a) - rank(b));
  for (let count = failedFirst.length; ; count = Math.floor(count / 2)) {
    for (const limit of REASON_LIMITS) {
      const told = JSON.stringify(summary(report, failedFirst.slice(0, count), limit));
      const line = `${printableJson(told)}\n`;
      if (Buffer.byteLength(line) <= MAX_BYTES) return line;
    }
  }
}

function rank({ outcome }: DeliveryReport): number {
  return outcome === 'completed' ? 1 : 0;
}

function summary(
  { exitCode, queueName, counts, error }: RunReport,
  deliveries: readonly DeliveryReport[],
  limit: number,
): object {
  const cut = (text: string) =>
    text.length > limit ? `${text.slice(0, limit).toWellFormed()}…` : text;
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  return {
    exitCode,
    queueName,
    ...(told.length > 0 ? { counts: Object.fromEntries(told) } : {}),
    deliveries: deliveries.map(({ messageId, dequeueCount, type, outcome, duration, reason }) => ({
      messageId,
      dequeueCount,
      type: type && cut(type),
      outcome,
      duration,
      reason: reason && cut(reason),
    })),
    error: error === undefined ? undefined : cut(textOf(error)),
    help: EXPLAINED.has(exitCode) ? `queue-job explain ${exitCode}` : undefined,
  };
}

/** Faults of the configuration keep their lines, which are the library's own and made to be read. */
function textOf(thrown: unknown): string {
  const error = legible(thrown);
  return error instanceof ConfigurationError
    ? `${error.name}: ${error.message}`.trim()
    : describeError(error);
}
