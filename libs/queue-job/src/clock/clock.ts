/** Cancels what was scheduled; does nothing once that has run. */
export type Cancel = () => void;

/**
 * The time, and the only way to wait for it. Every lease, timeout and pause of a run reads this one clock, so that a test
 * can bring its own and move it.
 */
export abstract class Clock {
  /** Milliseconds since the epoch that never run backwards, whatever is done to the machine's time of day. */
  abstract now(): number;

  /** The time of day, as it is told to others. */
  date(): Date {
    return new Date(this.now());
  }

  /** Calls back once, `milliseconds` from now. */
  abstract schedule(milliseconds: number, callback: () => void): Cancel;

  /** Resolves `milliseconds` from now. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.schedule(milliseconds, resolve);
    });
  }
}
