import { Clock, type Cancel } from './clock.js';

/** When the process began, by the machine's monotonic clock; asking anew costs more than the time itself. */
const { timeOrigin } = performance;

/** The machine's monotonic clock. */
export class SystemClock extends Clock {
  now(): number {
    return timeOrigin + performance.now();
  }

  /** Read anew: in a process that lives for months, the monotonic clock goes astray. */
  override date(): Date {
    return new Date();
  }

  schedule(milliseconds: number, callback: () => void): Cancel {
    // Timers count in whole milliseconds of a time that is read once a turn, and may be one early: before the end of a lease, say.
    const timer = setTimeout(callback, Math.ceil(milliseconds) + 1);
    return () => clearTimeout(timer);
  }
}
