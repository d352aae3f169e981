import type { Clock } from '../../libs/queue-job/src/clock/clock.ts';
import type { Happening } from './history.ts';
import type { CallName, CallPlan, Disturbance, Fault, Moment } from './plan.ts';
import { ProcessClock } from './process-clock.ts';
import type { Timeline } from './timeline.ts';

const HEALTHY: CallPlan = { there: 0, back: 0, fault: 'none' };

export interface ProcessOptions {
  readonly timeline: Timeline;
  readonly record: (happening: Happening) => void;
  /** Tells the run in the process to stop. */
  readonly stop: () => void;
}

/**
 * The life of a process, beside what it does: nothing from outside gets into it, and nothing of it gets out, but through here.
 * So it can be paused, and killed, at each of its steps.
 */
export class Process {
  readonly number: number;
  readonly clock: Clock;
  readonly #with: ProcessOptions;
  readonly #calls: Iterator<CallPlan, undefined>;
  /** The calls that it waits for, by their numbers. */
  readonly #waiting = new Map<number, CallName>();
  /** What is to happen before a step or during a call, and has not yet. */
  readonly #ahead: Set<Disturbance>;
  #state: 'running' | 'standing' | 'over' = 'running';
  #steps = 0;
  /** What goes on when it goes on. */
  #held: (() => void)[] = [];
  /** For how long its clock stood still. */
  #missed = 0;
  #frozenAt: number | undefined;
  #outage: { readonly fault: Fault; readonly until: number } | undefined;

  constructor(
    number: number,
    calls: readonly CallPlan[],
    disturbances: readonly Disturbance[],
    options: ProcessOptions,
  ) {
    const { timeline } = options;
    this.number = number;
    this.clock = new ProcessClock(this, timeline);
    this.#with = options;
    this.#calls = calls.values();
    this.#ahead = new Set(disturbances.filter(({ when }) => !('after' in when)));
    for (const each of disturbances) {
      if ('after' in each.when) {
        timeline.after(each.when.after, each.kind, () => this.#suffer(each));
      }
    }
  }

  /** Its own time: the world's, less what its clock missed. */
  get now(): number {
    return (this.#frozenAt ?? this.#with.timeline.now) - this.#missed;
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  /** Makes a step: now, or when it goes on, or never. */
  go(step: () => void): void {
    if (this.#state === 'running') {
      this.#steps += 1;
      this.#sufferAt((when) => 'step' in when && when.step <= this.#steps);
    }
    if (this.#state === 'running') step();
    else if (this.#state === 'standing') this.#held.push(step);
  }

  tell(happening: Happening): void {
    if (this.#state !== 'over') this.#with.record(happening);
  }

  /** It has made a call, whose answer it waits for. */
  waitsFor(call: number, name: CallName): void {
    this.#waiting.set(call, name);
    const isDuring = (when: Moment): boolean => 'during' in when && when.during === name;
    if (![...this.#ahead].some(({ when }) => isDuring(when))) return;
    // As a step of its own, before or after the call takes effect.
    this.#with.timeline.after(0, 'disturb', () => this.#sufferAt(isDuring));
  }

  /** @returns whether the call that has an answer now, or is given up, was still waited for */
  hasEnded(call: number): boolean {
    return this.#waiting.delete(call);
  }

  /** What becomes of its next call. */
  nextCall(): CallPlan {
    const planned = this.#calls.next().value ?? HEALTHY;
    const { timeline } = this.#with;
    return this.#outage === undefined || timeline.now >= this.#outage.until
      ? planned
      : { ...planned, fault: this.#outage.fault };
  }

  /** Its run has ended, and it with it. */
  end(exitCode: number): void {
    this.tell({ kind: 'ended', process: this.number, exitCode });
    this.#state = 'over';
  }

  #sufferAt(isNow: (when: Moment) => boolean): void {
    for (const each of this.#ahead) {
      if (!isNow(each.when)) continue;
      this.#ahead.delete(each);
      this.#suffer(each);
    }
  }

  #suffer(disturbance: Disturbance): void {
    const { timeline, stop } = this.#with;
    switch (disturbance.kind) {
      case 'stop':
        // A signal comes on its own, never in the middle of what the process does.
        timeline.after(0, 'signal', () => this.go(stop));
        break;
      case 'pause':
      case 'suspend':
        this.#stand(disturbance);
        break;
      case 'outage': {
        const { fault, length } = disturbance;
        this.#outage = { fault, until: timeline.now + length };
        break;
      }
      case 'crash':
        this.tell({ kind: 'crashed', process: this.number, during: [...this.#waiting.values()] });
        this.#state = 'over';
    }
  }

  #stand({ kind, length }: Extract<Disturbance, { kind: 'pause' | 'suspend' }>): void {
    const { timeline, record } = this.#with;
    if (this.#state !== 'running') return;
    const isSuspended = kind === 'suspend';
    record({ kind: isSuspended ? 'suspended' : 'paused', process: this.number });
    this.#state = 'standing';
    if (isSuspended) this.#frozenAt = timeline.now;
    timeline.after(length, 'resume', () => {
      if (this.#state !== 'standing') return;
      record({ kind: 'resumed', process: this.number });
      this.#state = 'running';
      this.#frozenAt = undefined;
      if (isSuspended) this.#missed += length;
      for (const step of this.#held.splice(0)) timeline.after(0, 'held', () => this.go(step));
    });
  }
}
