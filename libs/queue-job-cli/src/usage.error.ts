/** Thrown when the command line asks for what cannot be. Its message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
