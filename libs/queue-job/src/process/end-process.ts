import type { Log } from '../log.js';
import { keptAlive } from './end-process.messages.js';

/** In milliseconds: how long what is left open may take to close by itself once the run is over. */
const LINGER = 5_000;

/**
 * Sets the exit code and lets the process end by itself. If something still keeps it alive a while later, an executor that
 * ignored its signal or a connection nobody closed, ends it: a pod that never ends is a job that never finishes.
 */
export function endProcess(exitCode: number, log: Log): void {
  process.exitCode = exitCode;
  const timer = setTimeout(() => {
    const open = new Set(process.getActiveResourcesInfo());
    log.warn(keptAlive([...open], exitCode));
    process.exit(exitCode);
  }, LINGER);
  timer.unref();
}
