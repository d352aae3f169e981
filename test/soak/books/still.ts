import { monotonic } from '../../app/src/soak.journal.ts';
import type { ProcessRecord } from '../disorder/soak-process.ts';

/** A span of time, by the clock of `monotonic`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** In milliseconds: how often it is looked whether this process goes on, and from when on it is said to stand still. */
const TICK = 20;
const STILL = 50;

/** Watches when this process stands still. */
export class StillWatch implements Disposable {
  readonly spans: Span[] = [];
  readonly #timer: NodeJS.Timeout;
  #last = monotonic();

  constructor() {
    this.#timer = setInterval(() => {
      const [from, to] = [this.#last, monotonic()];
      if (to - from - TICK > STILL) this.spans.push({ from, to });
      this.#last = to;
    }, TICK);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

/** When a process is known to have stood still: by its own watch, and while it was stopped. */
export function stillSpans({ journal, signals, endedAt }: ProcessRecord): Span[] {
  const watched = journal.flatMap((entry) =>
    entry.event === 'still' ? [{ from: entry.at - entry.for, to: entry.at }] : [],
  );
  const stopped = signals.flatMap(({ signal, at: from }, index) =>
    signal === 'SIGSTOP' ? [{ from, to: signals[index + 1]?.at ?? endedAt }] : [],
  );
  return [...watched, ...stopped];
}

/** How many milliseconds of a span these cover, those that overlap counted twice. */
export function covered(spans: readonly Span[], { from, to }: Span): number {
  return spans
    .map((span) => Math.min(span.to, to) - Math.max(span.from, from))
    .reduce((sum, length) => sum + Math.max(0, length), 0);
}
