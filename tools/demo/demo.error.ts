/** Thrown when the demo cannot go as told. Its message is for the person who watches. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}
