import { constants } from 'node:os';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';

/** What tells a process to end: Kubernetes sends SIGTERM, Ctrl+C on a terminal SIGINT. */
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Listening to signals, until disposed of. */
export interface ShutdownSignals extends Disposable {
  /** Aborted with a `ShutdownError` by the first signal. */
  readonly signal: AbortSignal;
  /** The second signal, which ends the process at once. */
  readonly forcedBy: NodeJS.Signals | undefined;
}

/** Takes the signals over from Node, which would end the process at once. A second signal still does. */
export function listenToSignals(): ShutdownSignals {
  const shutdown = new AbortController();
  let forcedBy: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (shutdown.signal.aborted) {
      forcedBy = signal;
      process.exit(128 + constants.signals[signal]);
    }
    shutdown.abort(new ShutdownError(signal));
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: shutdown.signal,
    get forcedBy() {
      return forcedBy;
    },
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
