/** What is asked of an error by whoever tells of it. */
const FIELDS = ['name', 'message', 'stack'] as const;

/**
 * What was thrown; or, where it cannot be looked at without another error, an error that says so. Whoever decides what is to
 * become of a message, and whoever tells of it, must be able to ask what its executor threw.
 */
export function legible(thrown: unknown): unknown {
  try {
    if (thrown instanceof Error) for (const field of FIELDS) Reflect.get(thrown, field);
    return thrown;
  } catch {
    return new Error('What was thrown cannot be told: looking at it throws an error.');
  }
}
