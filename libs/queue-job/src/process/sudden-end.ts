import { describeError } from '../delivery/describe-error.js';
import { EXIT_CODE } from '../runner/exit-code.js';
import { NOT_BEGUN, type RunProgress } from '../runner/run-progress.js';
import type { RunReport } from '../runner/run-report.js';
import type { Log } from '../log.js';
import type { ShutdownSignals } from './shutdown-signals.js';
import {
  calledExit,
  endedBeforeClosing,
  endedBeforeRun,
  nothingToWaitFor,
  secondSignal,
  uncaughtError,
} from './sudden-end.messages.js';

export interface SuddenEndOptions {
  /** How far the run has come, if there is one. */
  readonly progress: () => RunProgress | undefined;
  readonly signals: Pick<ShutdownSignals, 'forcedBy'>;
  readonly log: Log;
  /** Is given the report of such an end, and must be done with it when it returns: nothing else happens any more. */
  readonly leave: (report: RunReport) => void;
}

/**
 * Watches for an end of the process that comes before its time: `process.exit()` in the application, an uncaught error, nothing
 * left to wait for, a second signal. Such a pod would leave nothing but a number, and that could even be 0.
 */
export function watchForSuddenEnd({ progress, signals, log, leave }: SuddenEndOptions): Disposable {
  let suspect: string | undefined;
  const suspectUntilNextTurn = (cause: string) => {
    suspect = cause;
    // Where the event loop still turns, the application has dealt with it.
    setImmediate(() => (suspect = undefined)).unref();
  };
  const onUncaught = (error: unknown) => suspectUntilNextTurn(uncaughtError(describeError(error)));
  const onIdle = () => suspectUntilNextTurn(nothingToWaitFor());
  const end = (report: RunReport) => {
    process.exitCode = report.exitCode;
    leave(report);
  };
  const onExit = (code: number) => {
    const { forcedBy } = signals;
    const cause = forcedBy === undefined ? (suspect ?? calledExit(code)) : secondSignal(forcedBy);
    const { report: run, unsettled, ...settled } = progress() ?? NOT_BEGUN;
    if (run === undefined) {
      const error = endedBeforeRun(cause, unsettled);
      log.error(error);
      end({ ...settled, exitCode: code || EXIT_CODE.failed, error, duration: 0 });
    } else {
      const error = endedBeforeClosing(cause);
      log.warn(error);
      // What became of the messages is decided: a failure among them stays one, whatever else goes wrong.
      end(run.exitCode === 0 && code !== 0 ? { ...run, exitCode: code, error } : run);
    }
  };
  // Unlike a handler, a monitor leaves what becomes of the error to Node, or to the application.
  process.on('uncaughtExceptionMonitor', onUncaught);
  process.on('beforeExit', onIdle);
  process.on('exit', onExit);
  return {
    [Symbol.dispose]: () => {
      process.off('uncaughtExceptionMonitor', onUncaught);
      process.off('beforeExit', onIdle);
      process.off('exit', onExit);
    },
  };
}
