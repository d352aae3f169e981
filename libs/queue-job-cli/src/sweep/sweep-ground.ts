import type { Clock, InspectableQueue } from 'nestjs-queue-job/tools';

/** Where a sweep takes place. */
export interface SweepGround {
  readonly queue: InspectableQueue;
  readonly clock: Clock;
  /** Ends it after what is in hand. */
  readonly stop: AbortSignal;
}
