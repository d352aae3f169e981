import type { Outcome } from '../outcome.js';

/** How one delivery ended. */
export interface DeliveryReport {
  /** The id the queue gave the message; the same for every delivery of it. */
  readonly messageId: string;
  /** The number of this delivery: 1 for the first. */
  readonly dequeueCount: number;
  /** Which event it was; absent when the message did not say, or was not looked into. */
  readonly type?: string | undefined;
  /** The class that was called; absent when it did not come to that. */
  readonly executor?: string | undefined;
  /** How it ended. */
  readonly outcome: Outcome;
  /** Why it was not `completed`, in a sentence without secrets. */
  readonly reason?: string | undefined;
  /** What was thrown, if that is why. */
  readonly error?: unknown;
  /** From receive to settled, in milliseconds. */
  readonly duration: number;
  /** The executor ignored the abort of its signal, and may still be at work. */
  readonly isExecutorStillRunning: boolean;
}
