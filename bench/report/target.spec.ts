import { describe, expect, it } from 'vitest';
import { holds, targetTable } from './target.ts';

const measured = { median: 1, low: 0.9, high: 1.1 };

describe('holds()', () => {
  it.each([
    [{ atMost: 1 }, true],
    [{ atMost: 0.99 }, false],
    [{ atLeast: 1 }, true],
    [{ atLeast: 1.01 }, false],
    [{ atLeast: 1, atMost: 1 }, true],
  ])('judges the middle by %j', (bounds, expected) => {
    expect(holds({ what: 'time', measured, ...bounds })).toBe(expected);
  });
});

describe('targetTable()', () => {
  it('says what was asked for, what was measured and whether it holds', () => {
    const targets = [
      { what: 'time', measured, atMost: 0.9 },
      { what: 'throughput', measured, atLeast: 0.95 },
      { what: 'requests', measured, atLeast: 1, atMost: 1 },
    ];

    expect(targetTable(targets).rows).toEqual([
      ['time', '≤ 0.9', '1.00 ± 0.10', 'NO'],
      ['throughput', '≥ 0.95', '1.00 ± 0.10', 'yes'],
      ['requests', '= 1', '1.00 ± 0.10', 'yes'],
    ]);
  });
});
