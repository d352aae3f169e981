/** How many intervals a timeline has at most; at the limit two become one, so that a run of any length fits. */
const LARGEST = 512;

/** The mean of what was the case in an interval. */
export interface TimelinePoint {
  /** The interval's beginning, in milliseconds from the start. */
  readonly at: number;
  /** Visible messages. */
  readonly waiting: number;
  /** Pods whose container runs. */
  readonly pods: number;
}

/** Messages and pods over the time of a simulation, of which nobody knows beforehand how long it will be. */
export class Timeline {
  #interval: number;
  #waiting: number[] = [0];
  #pods: number[] = [0];
  #now = 0;
  #podTime = 0;

  /** @param interval of the first points, in milliseconds */
  constructor(interval: number) {
    this.#interval = interval;
  }

  /** In milliseconds: the sum of all running pods' times. */
  get podTime(): number {
    return this.#podTime;
  }

  /** Tells what was the case from the last time told to this one. */
  advance(now: number, waiting: number, pods: number): void {
    this.#podTime += (now - this.#now) * pods;
    while (this.#now < now) {
      const index = Math.floor(this.#now / this.#interval);
      if (index >= LARGEST) {
        this.#halve();
        continue;
      }
      const until = Math.min(now, (index + 1) * this.#interval);
      this.#waiting[index] = (this.#waiting[index] ?? 0) + (until - this.#now) * waiting;
      this.#pods[index] = (this.#pods[index] ?? 0) + (until - this.#now) * pods;
      this.#now = until;
    }
  }

  points(): TimelinePoint[] {
    return this.#waiting.map((waiting, index) => {
      const at = index * this.#interval;
      const length = Math.min(this.#interval, this.#now - at) || 1;
      return { at, waiting: waiting / length, pods: this.#pods[index]! / length };
    });
  }

  #halve(): void {
    this.#waiting = pairs(this.#waiting);
    this.#pods = pairs(this.#pods);
    this.#interval *= 2;
  }
}

function pairs(sums: readonly number[]): number[] {
  return Array.from(
    { length: Math.ceil(sums.length / 2) },
    (_, index) => sums[2 * index]! + (sums[2 * index + 1] ?? 0),
  );
}
