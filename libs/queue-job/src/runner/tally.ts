import type { DeliveryReport } from '../delivery/delivery-report.js';
import { OUTCOMES, type Outcome } from '../outcome.js';

/** How many reports are kept: a run may make any number of deliveries, in as little memory as one. */
const MOST_KEPT = 100;

/** Counts how deliveries end, and keeps what is worth telling. */
export class Tally {
  readonly #counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    Outcome,
    number
  >;
  readonly #kept: DeliveryReport[] = [];

  get counts(): Readonly<Record<Outcome, number>> {
    return this.#counts;
  }

  get deliveries(): readonly DeliveryReport[] {
    return this.#kept;
  }

  add(report: DeliveryReport): void {
    this.#counts[report.outcome] += 1;
    if (this.#kept.length === MOST_KEPT) {
      const dispensable = this.#kept.findIndex(({ outcome }) => outcome === 'completed');
      if (report.outcome === 'completed' || dispensable === -1) return;
      this.#kept.splice(dispensable, 1);
    }
    this.#kept.push(report);
  }
}
