/** How a delivery ended. */
export const OUTCOMES = ['completed', 'released', 'poisoned', 'lease-lost', 'aborted'] as const;

/**
 * How a delivery ended:
 * - `completed`: executed to the end and deleted;
 * - `released`: failed with attempts left; the message comes back;
 * - `poisoned`: moved to the poison queue;
 * - `lease-lost`: somebody else has the message, or will; nothing was settled;
 * - `aborted`: the process was told to end before the executor had; the message comes back.
 *
 * @useDeclaredType
 */
export type Outcome = (typeof OUTCOMES)[number];

/** An outcome other than success. */
export type FailedOutcome = Exclude<Outcome, 'completed'>;

export const FAILED_OUTCOMES: readonly FailedOutcome[] = OUTCOMES.filter(
  (outcome) => outcome !== 'completed',
);
