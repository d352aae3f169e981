/** What the process tells its caller. Where a job has the same, it has the same code. */
export const EXIT_CODE = {
  /** Done, or nothing to do. */
  ok: 0,
  /** A fault of the tool itself. */
  failed: 1,
  /** The command line is wrong, or a confirmation is missing; nothing was done. */
  usage: 2,
  /** Some messages were left out, `explain` knows nothing, or `doctor` has found something: the output tells what. */
  incomplete: 3,
  /** The settings are wrong; nothing was done. */
  configurationInvalid: 20,
  /** The queue is out of reach, or refuses access. */
  queueUnavailable: 21,
  /** Stopped by SIGINT before the end, in order. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];
