/** The base of every error this library makes: `error instanceof QueueJobError` tells them from everybody else's. */
export abstract class QueueJobError extends Error {
  /** The class's name, as it is read in logs. */
  abstract override readonly name: string;
}
