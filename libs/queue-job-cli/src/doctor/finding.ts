import type { ExitCode } from '../exit-code.js';

/** One thing that `doctor` has looked at. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly about: string;
  /** `note`: worth knowing, and nothing is broken. */
  readonly state: 'ok' | 'note' | 'fault';
  /** How it is. */
  readonly text: string;
  /** What to do about it. */
  readonly wayOut?: string;
  /** Of a fault that is of one of these kinds; of any other, `incomplete`. */
  readonly exitCode?: ExitCode;
}
