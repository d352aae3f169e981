import type { Clock } from '../../libs/queue-job/src/clock/clock.ts';
import type { Process } from './process.ts';
import type { Cancel, Timeline } from './timeline.ts';

/** The clock of a process: its callbacks come only as long as the process goes on, and never before its own time. */
export class ProcessClock implements Clock {
  readonly #process: Process;
  readonly #timeline: Timeline;

  constructor(process: Process, timeline: Timeline) {
    this.#process = process;
    this.#timeline = timeline;
  }

  now(): number {
    return this.#process.now;
  }

  date(): Date {
    return new Date(this.now());
  }

  schedule(milliseconds: number, callback: () => void): Cancel {
    const due = this.now() + milliseconds;
    let isCancelled = false;
    let cancel: Cancel = () => {};
    const ring = (): void => {
      if (isCancelled) return;
      if (this.now() < due) wait();
      else callback();
    };
    const wait = (): void => {
      cancel = this.#timeline.after(due - this.now(), 'timer', () => this.#process.go(ring));
    };
    wait();
    return () => {
      isCancelled = true;
      cancel();
    };
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.schedule(milliseconds, resolve);
    });
  }
}
