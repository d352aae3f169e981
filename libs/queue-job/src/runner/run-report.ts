import type { DeliveryReport } from '../delivery/delivery-report.js';

/** How a run ended. */
export interface RunReport {
  /** What the process should exit with: see `EXIT_CODE`. */
  readonly exitCode: number;
  /** Absent when the configuration did not get as far as naming one. */
  readonly queueName?: string;
  /** In the order in which they ended; empty when there was nothing to do. */
  readonly deliveries: readonly DeliveryReport[];
  /** Why there was no delivery although there may be messages. */
  readonly error?: unknown;
  /** From the first receive to the last settle, in milliseconds. */
  readonly duration: number;
}
