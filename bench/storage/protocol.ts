// What the bench and the storage server beside it say to each other.

/** Forgets what was, and puts messages into the queue. */
export interface Fill {
  readonly fill: number;
}

/** Asks what has happened since. */
export interface Ask {
  readonly ask: 'seen';
}

/** Where the server listens, told once. */
export interface Listening {
  readonly http: number;
  readonly https: number;
}

/** What the server has seen on the wire. Moments are in milliseconds of the machine's monotonic clock. */
export interface Seen {
  readonly firstReceive: number | undefined;
  readonly lastDelete: number | undefined;
  readonly receives: number;
  readonly deletes: number;
  readonly updates: number;
  /** Requests of any other kind: creating a queue, say. */
  readonly others: number;
  /** Messages that nobody has deleted. */
  readonly left: number;
  /** In milliseconds: what the server itself has used, to see whether it was the limit. */
  readonly cpu: number;
}

/** The machine's monotonic clock, which all of its processes read alike. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
