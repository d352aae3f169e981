import { describe, expect, it } from 'vitest';
import { formatDuration } from './duration-text.js';
import { resample, roundUp, timeStep } from './resample.js';

describe('resample()', () => {
  const timeline = [
    { at: 0, waiting: 2, pods: 0 },
    { at: 10, waiting: 4, pods: 1 },
  ];

  it('has the means over time, and nothing beyond the end', () => {
    const options = { until: 30, count: 3, of: 'waiting' } as const;

    expect(resample(timeline, 20, options)).toEqual([2, 4, 0]);
    expect(resample(timeline, 20, { ...options, count: 2 })).toEqual([
      (2 * 10 + 4 * 5) / 15,
      20 / 15,
    ]);
    expect(resample(timeline, 15, { ...options, until: 15, of: 'pods', count: 3 })).toEqual([
      0, 0, 1,
    ]);
  });

  it('keeps the sum, whatever the numbers', () => {
    for (const count of [1, 7, 68, 388]) {
      const values = resample(timeline, 20, { until: 23.7, count, of: 'waiting' });

      expect(values.reduce((a, b) => a + b) * (23.7 / count)).toBeCloseTo(60);
    }
  });
});

describe('roundUp()', () => {
  it.each([
    [0, 1],
    [1, 1],
    [1.1, 2],
    [3.5, 4],
    [7, 8],
    [9, 10],
    [10, 10],
    [101, 200],
  ])('makes %d to %i', (value, round) => {
    expect(roundUp(value)).toBe(round);
  });
});

describe('timeStep()', () => {
  it.each([
    [0.2, '1s'],
    [16, '30s'],
    [61, '2m'],
    [3_599, '1h'],
    [50_000, '1d'],
    [90_000, '2d'],
  ])('makes %d s to %s', (seconds, step) => {
    expect(formatDuration(timeStep(seconds * 1_000))).toBe(step);
  });
});
