import type { TimelinePoint } from './timeline.js';

/**
 * Brings a timeline to so many intervals of the same length, each with its mean over time.
 *
 * @param end of the timeline, in milliseconds
 * @param until the end of the last interval, in milliseconds; beyond the timeline's end nothing waits and nothing runs
 */
export function resample(
  timeline: readonly TimelinePoint[],
  end: number,
  { until, count, of }: { until: number; count: number; of: 'waiting' | 'pods' },
): number[] {
  const interval = until / count;
  const sums = Array.from({ length: count }, () => 0);
  for (const [index, point] of timeline.entries()) {
    const last = Math.min(timeline[index + 1]?.at ?? end, until);
    const first = Math.min(Math.floor(point.at / interval), count - 1);
    for (let column = first; column < count && column * interval < last; column++) {
      const overlap =
        Math.min(last, (column + 1) * interval) - Math.max(point.at, column * interval);
      sums[column]! += point[of] * Math.max(0, overlap);
    }
  }
  return sums.map((sum) => sum / interval);
}

/** A round number that is no less: a power of ten, or 2, 3, 4, 5, 6 or 8 times one. */
export function roundUp(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((factor) => factor * power).find((round) => round >= value)!;
}

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000] as const;
/** In milliseconds: steps of time that people count in, below a day. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
];

/** A step of time, in milliseconds, that is no shorter and that people count in. */
export function timeStep(milliseconds: number): number {
  return STEPS.find((step) => step >= milliseconds) ?? roundUp(milliseconds / DAY) * DAY;
}
