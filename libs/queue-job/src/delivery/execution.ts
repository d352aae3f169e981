import type { Cancel, Clock } from '../clock/clock.js';
import type { Duration } from '../options/duration.js';
import { ExecutionTimeoutError } from './errors/execution-timeout.error.js';

/** How the call of an executor ended. `abandoned`: its signal was aborted, and it had still not ended a while later. */
export type ExecutionEnd =
  | { readonly status: 'succeeded' }
  | { readonly status: 'failed' | 'abandoned'; readonly error: unknown };

export interface ExecutionOptions {
  /** After how long the call is aborted; it then fails with an `ExecutionTimeoutError`. */
  readonly timeout: Duration | undefined;
  /** How long an executor may take to end once its signal is aborted. */
  readonly patience: Duration;
  readonly clock: Clock;
}

/** One call of an executor, to be made once. */
export class Execution {
  readonly #options: ExecutionOptions;
  readonly #abort = new AbortController();
  readonly #end = Promise.withResolvers<ExecutionEnd>();
  #isTimedOut = false;
  #cancelPatience: Cancel = () => {};

  constructor(options: ExecutionOptions) {
    this.#options = options;
  }

  /** Makes the call and waits for its end, but not for ever once its signal is aborted. Never rejects. */
  async run(call: (signal: AbortSignal) => unknown): Promise<ExecutionEnd> {
    const { timeout, clock } = this.#options;
    const cancelTimeout =
      timeout && clock.schedule(timeout.milliseconds, () => this.#timeOut(timeout));

    void this.#call(call);
    const end = await this.#end.promise;

    cancelTimeout?.();
    this.#cancelPatience();
    // What an executor throws because it was aborted says less than why it was.
    return end.status === 'failed' && this.#isTimedOut
      ? { status: 'failed', error: this.#abort.signal.reason }
      : end;
  }

  /** Aborts the executor's signal, unless it is aborted already. To be called before the end only. */
  abort(reason: unknown): void {
    if (this.#abort.signal.aborted) return;
    const { patience, clock } = this.#options;
    this.#cancelPatience = clock.schedule(patience.milliseconds, () =>
      this.#end.resolve({ status: 'abandoned', error: reason }),
    );
    this.#abort.abort(reason);
  }

  #timeOut(timeout: Duration): void {
    this.#isTimedOut = !this.#abort.signal.aborted;
    this.abort(new ExecutionTimeoutError(timeout));
  }

  async #call(call: (signal: AbortSignal) => unknown): Promise<void> {
    try {
      await call(this.#abort.signal);
      this.#end.resolve({ status: 'succeeded' });
    } catch (error) {
      this.#end.resolve({ status: 'failed', error });
    }
  }
}
