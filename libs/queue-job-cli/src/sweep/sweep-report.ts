/** What has become of the messages of a queue that was gone through. */
export interface SweepReport {
  /** Messages that were looked at, each counted once. */
  readonly looked: number;
  /** Of them, what was asked for. */
  readonly selected: number;
  /** Of those, what is no longer in the queue. */
  readonly gone: number;
  /** Messages that came after the beginning and were left for another time. */
  readonly newer: number;
  /** About how many messages nobody could look at, because somebody else has them or they are delayed. */
  readonly hidden: number;
  /** How many looked-at messages could not be given back at once, and in how many milliseconds they come back by themselves. */
  readonly away: { readonly count: number; readonly milliseconds: number };
  /** Whether it was told to stop before its end. */
  readonly isInterrupted: boolean;
  /** What ended it before its end. */
  readonly error?: unknown;
}

/** Of a queue that is missing. */
export const NOTHING: SweepReport = {
  looked: 0,
  selected: 0,
  gone: 0,
  newer: 0,
  hidden: 0,
  away: { count: 0, milliseconds: 0 },
  isInterrupted: false,
};
