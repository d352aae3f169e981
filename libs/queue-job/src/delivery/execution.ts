import type { Clock } from '../clock/clock.js';
import { forwardAbort } from '../forward-abort.js';
import type { Duration } from '../options/duration.js';
import { ExecutionTimeoutError } from './errors/execution-timeout.error.js';

/** How the call of an executor ended. `abandoned`: its signal was aborted, and it had still not ended a while later. */
export type Execution =
  | { readonly status: 'succeeded' }
  | { readonly status: 'failed' | 'abandoned'; readonly error: unknown };

export interface ExecuteOptions {
  /** Any of them ends the call. */
  readonly signals: readonly AbortSignal[];
  /** After how long the call is aborted too; it then fails with an `ExecutionTimeoutError`. */
  readonly timeout: Duration | undefined;
  /** How long an executor may take to end once its signal is aborted. */
  readonly patience: Duration;
  readonly clock: Clock;
}

/** Calls an executor and waits for its end, but not for ever once its signal is aborted. Never rejects. */
export async function execute(
  call: (signal: AbortSignal) => unknown,
  { signals, timeout, patience, clock }: ExecuteOptions,
): Promise<Execution> {
  const abort = new AbortController();
  const { promise: end, resolve } = Promise.withResolvers<Execution>();
  const giveUp = () => resolve({ status: 'abandoned', error: abort.signal.reason });
  let cancelPatience = () => {};
  const wait = () => (cancelPatience = clock.schedule(patience.milliseconds, giveUp));
  abort.signal.addEventListener('abort', wait, { once: true });
  const stopListening = forwardAbort(signals, abort);
  let isTimedOut = false;
  const cancelTimeout =
    timeout &&
    clock.schedule(timeout.milliseconds, () => {
      isTimedOut = !abort.signal.aborted;
      abort.abort(new ExecutionTimeoutError(timeout));
    });

  void attempt(call, abort.signal).then(resolve);
  const execution = await end;

  stopListening();
  cancelTimeout?.();
  cancelPatience();
  // What an executor throws because it was aborted says less than why it was.
  return execution.status === 'failed' && isTimedOut
    ? { status: 'failed', error: abort.signal.reason }
    : execution;
}

async function attempt(
  call: (signal: AbortSignal) => unknown,
  signal: AbortSignal,
): Promise<Execution> {
  try {
    await call(signal);
    return { status: 'succeeded' };
  } catch (error) {
    return { status: 'failed', error };
  }
}
