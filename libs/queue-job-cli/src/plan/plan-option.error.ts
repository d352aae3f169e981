/** Thrown when options cannot be planned with: one line for every fault, each with its option and the way out. */
export class PlanOptionError extends Error {
  override readonly name = 'PlanOptionError';

  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}
