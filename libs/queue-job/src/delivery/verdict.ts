import type { Duration } from '../options/duration.js';

/** What is to become of a message, and why. */
export type Verdict =
  | { readonly settle: 'complete' }
  /** The message comes back; with `requeue` as a copy with a fresh count that takes its place. */
  | {
      readonly settle: 'release' | 'requeue';
      readonly outcome: 'released' | 'aborted';
      readonly delay: Duration;
      readonly reason: string;
      readonly error: unknown;
    }
  | { readonly settle: 'poison'; readonly reason: string; readonly error?: unknown }
  /** The message is somebody else's: hands off. */
  | { readonly settle: 'nothing'; readonly error: unknown };
