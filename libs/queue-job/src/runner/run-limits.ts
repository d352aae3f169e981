import type { Cancel, Clock } from '../clock/clock.js';
import type { QueueJobOptions } from '../options/queue-job-options.js';
import type { Log } from '../log.js';
import type { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { shuttingDown, timeIsUp } from './runner.messages.js';

export interface RunLimitsOptions {
  readonly options: Pick<QueueJobOptions, 'maxRunTime' | 'shutdownGracePeriod'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when a limit is reached: nothing more is to be received or begun. */
  readonly onReached: () => void;
  /** Called when what was begun has to end too: at the end of the grace period that a stop gives it. */
  readonly onGraceOver: (reason: ShutdownError) => void;
}

/** What ends a run from outside: it is told to stop, or its time is up. */
export class RunLimits implements Disposable {
  readonly #stop: AbortSignal;
  readonly #with: RunLimitsOptions;
  #isTimeUp = false;
  #cancelGrace: Cancel = () => {};
  #cancelRunTime: Cancel = () => {};

  constructor(stop: AbortSignal, options: RunLimitsOptions) {
    this.#stop = stop;
    this.#with = options;
    if (stop.aborted) return;
    stop.addEventListener('abort', this.#onStop, { once: true });
    const { maxRunTime } = options.options;
    if (maxRunTime === undefined) return;
    this.#cancelRunTime = options.clock.schedule(maxRunTime.milliseconds, () => {
      this.#isTimeUp = true;
      options.log.log(timeIsUp(maxRunTime));
      options.onReached();
    });
  }

  /** Whether nothing more is to be received or begun. */
  get isReached(): boolean {
    return this.#stop.aborted || this.#isTimeUp;
  }

  [Symbol.dispose](): void {
    this.#stop.removeEventListener('abort', this.#onStop);
    this.#cancelGrace();
    this.#cancelRunTime();
  }

  readonly #onStop = (): void => {
    const { options, clock, log, onReached, onGraceOver } = this.#with;
    const { milliseconds } = options.shutdownGracePeriod;
    const reason = this.#stop.reason as ShutdownError;
    log.log(shuttingDown(reason, options.shutdownGracePeriod));
    this.#cancelGrace = clock.schedule(milliseconds, () => onGraceOver(reason));
    onReached();
  };
}
