/** Thrown before anything is written, when what was asked for cannot be made. Its message says why and what to do instead. */
export class ScaffoldError extends Error {
  override readonly name = 'ScaffoldError';
}
