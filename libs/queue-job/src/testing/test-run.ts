import type { INestApplicationContext } from '@nestjs/common';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { close } from '../process/host.js';
import type { QueueJobRunner } from '../runner/queue-job.runner.js';
import type { RunReport } from '../runner/run-report.js';
import type { TestProcess } from './test-process.js';

/** A run that goes on: the life of one process, with an application of its own. */
export class TestRun {
  readonly #runner: QueueJobRunner;
  readonly #process: TestProcess;
  readonly #shutdown = new AbortController();
  readonly #report: Promise<RunReport>;
  #isOver = false;

  constructor(app: INestApplicationContext, runner: QueueJobRunner, process: TestProcess) {
    this.#runner = runner;
    this.#process = process;
    this.#report = this.#run(app);
  }

  /** Resolves when the run is over and its application closed; never, when it has crashed. */
  get report(): Promise<RunReport> {
    return this.#report;
  }

  /** Whether it waits, with nothing in hand, for messages that may come. */
  get isIdle(): boolean {
    return !this.#isOver && this.#runner.progress.unsettled.length === 0;
  }

  /** Whether it has ended or crashed. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Tells the process to end, as Kubernetes does. Once `shutdownGracePeriod` is over, executors are aborted. */
  stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): void {
    this.#shutdown.abort(new ShutdownError(signal));
  }

  /**
   * Lets the process stand still: it renews no lease and settles nothing. Code of the application that runs already does run on, but
   * nothing comes of it.
   */
  pause(): void {
    this.#process.pause();
  }

  /** Lets a process that stood still go on. */
  resume(): void {
    this.#process.resume();
  }

  /** Ends the process as a crash does: what it has in hand comes back when its leases run out. Its application is not closed. */
  crash(): void {
    this.#isOver = true;
    this.#process.pause();
  }

  async #run(app: INestApplicationContext): Promise<RunReport> {
    try {
      return await this.#runner.run(this.#shutdown.signal);
    } finally {
      this.#isOver = true;
      await close(app);
    }
  }
}
