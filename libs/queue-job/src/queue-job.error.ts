/** The base of every error this library makes: `error instanceof QueueJobError` tells them from everybody else's. */
export abstract class QueueJobError extends Error {
  abstract override readonly name: string;
}
