import { Clock, type Cancel } from './clock.js';

/** The machine's monotonic clock. */
export class SystemClock extends Clock {
  now(): number {
    return performance.timeOrigin + performance.now();
  }

  schedule(milliseconds: number, callback: () => void): Cancel {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  }
}
