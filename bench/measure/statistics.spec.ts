import { describe, expect, it } from 'vitest';
import { ratios, slope, summarize } from './statistics.ts';

describe('summarize()', () => {
  it('takes the middle value and its quarters, whatever the order', () => {
    expect(summarize([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4 });
  });

  it('lies between two values where no value is the middle', () => {
    expect(summarize([1, 2, 3, 4])).toEqual({ median: 2.5, low: 1.75, high: 3.25 });
  });

  it('is not moved by one wild value', () => {
    expect(summarize([1, 1, 1, 1, 1000])).toEqual({ median: 1, low: 1, high: 1 });
  });

  it('says so when nothing was measured', () => {
    expect(() => summarize([])).toThrow('Nothing was measured.');
  });
});

describe('ratios()', () => {
  it('compares each value with the one it was measured beside', () => {
    // The machine was ten times as slow in the second round, for both.
    expect(ratios([2, 20, 4], [1, 10, 2]).median).toBe(2);
  });

  it('takes no values without a partner', () => {
    expect(() => ratios([1, 2], [1])).toThrow(RangeError);
  });
});

describe('slope()', () => {
  it('is the rise per step of a line', () => {
    expect(
      slope([
        [0, 7],
        [10, 12],
        [20, 17],
      ]),
    ).toBe(0.5);
  });

  it('is zero for what goes up and down but does not grow', () => {
    const waves = Array.from({ length: 50 }, (_, x) => [x, 100 + (x % 2)] as const);

    expect(slope(waves)).toBe(0);
  });

  it('is not moved by one wild point', () => {
    const points = Array.from({ length: 21 }, (_, x) => [x, x === 10 ? 9_999 : 2 * x] as const);

    expect(slope(points)).toBe(2);
  });
});
