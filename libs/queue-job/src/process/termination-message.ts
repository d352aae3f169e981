import { existsSync, writeFileSync } from 'node:fs';
import { describeError } from '../delivery/describe-error.js';
import type { RunReport } from '../runner/run-report.js';

/** Where Kubernetes looks unless the container says otherwise. */
const DEFAULT_PATH = '/dev/termination-log';

/** More than this many bytes, and the kubelet cuts the message. */
const MAX_BYTES = 4096;

/** In characters: how long a reason may be at first; halved until all fits. */
const LONGEST_REASON = 1_024;

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

/** The report in one line of JSON of at most 4096 bytes. */
export function terminationMessage(report: RunReport): string {
  for (let limit = LONGEST_REASON; limit > 1; limit /= 2) {
    const line = `${JSON.stringify(summary(report, limit))}\n`;
    if (Buffer.byteLength(line) <= MAX_BYTES) return line;
  }
  return `${JSON.stringify({ ...summary(report, 1), deliveries: [] })}\n`;
}

function summary({ exitCode, queueName, deliveries, error }: RunReport, limit: number): object {
  const cut = (text: string) =>
    text.length > limit ? `${text.slice(0, limit).toWellFormed()}…` : text;
  return {
    exitCode,
    queueName,
    deliveries: deliveries.map(({ messageId, dequeueCount, outcome, duration, reason }) => ({
      messageId,
      dequeueCount,
      outcome,
      duration,
      reason: reason && cut(reason),
    })),
    error: error === undefined ? undefined : cut(describeError(error)),
  };
}
