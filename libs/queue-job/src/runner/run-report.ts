import type { DeliveryReport } from '../delivery/delivery-report.js';
import type { Outcome } from '../outcome.js';

/** How a run ended. */
export interface RunReport {
  /** What the process should exit with: see `EXIT_CODE`. */
  readonly exitCode: number;
  /** Absent when the configuration did not get as far as naming one. */
  readonly queueName?: string;
  /** How many deliveries ended how. */
  readonly counts: Readonly<Record<Outcome, number>>;
  /** In the order in which they ended. Of a run of more than a hundred, a hundred, the failed ones before the completed. */
  readonly deliveries: readonly DeliveryReport[];
  /** Why the run could not receive, or not even begin. */
  readonly error?: unknown;
  /** From the first receive to the last settle, in milliseconds. */
  readonly duration: number;
}
