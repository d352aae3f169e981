import type { Log } from '../log.js';

/** Makes a function that only tells the application something do no harm when it throws: no message, and no run, is lost to it. */
export function harmless<T extends readonly unknown[]>(
  tell: (...what: T) => void,
): (...what: T) => void {
  return (...what) => {
    try {
      tell(...what);
    } catch {
      // Not by way of the log, which is most likely what failed.
      process.emitWarning("The application's logger failed, and a line of its log is lost.");
    }
  };
}

/** A log that never throws, whatever the application's logger does. */
export function harmlessLog(log: Log): Log {
  return {
    debug: harmless((...line) => log.debug(...line)),
    log: harmless((...line) => log.log(...line)),
    warn: harmless((...line) => log.warn(...line)),
    error: harmless((...line) => log.error(...line)),
  };
}
