/** What many measurements of one thing say: the middle one, and the two between which the middle half of them lies. */
export interface Summary {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
  };
}

/**
 * How many times as large values are as those they were measured beside, pair by pair: what slowed both down for a while does
 * not count.
 */
export function ratios(values: readonly number[], references: readonly number[]): Summary {
  if (values.length !== references.length) throw new RangeError('Pairs have two sides.');
  return summarize(values.map((value, index) => value / references[index]!));
}

/** How steeply points rise, by the middle one of the slopes between all pairs (Theil–Sen): a few wild points do not count. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const slopes = points.flatMap(([x, y], index) =>
    points
      .slice(index + 1)
      .filter(([x2]) => x2 !== x)
      .map(([x2, y2]) => (y2 - y) / (x2 - x)),
  );
  return summarize(slopes).median;
}

/** The value below which a part of the values lies, between two of them if need be. */
function quantile(sorted: readonly number[], part: number): number {
  if (sorted.length === 0) throw new RangeError('Nothing was measured.');
  const place = part * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (above - below) * (place % 1);
}
