import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

describe('readArguments()', () => {
  it('reads how long it lasts, what there has to be, and the seed', () => {
    const words = ['--minutes', '1.5', '--deliveries', '100000', '--kills', '1000', '--seed', '7'];
    expect(readArguments(words)).toEqual({
      seed: '7',
      duration: 90_000,
      atLeast: { deliveries: 100_000, kills: 1_000 },
    });
  });

  it('throws the seed when none is given', () => {
    const { seed, ...rest } = readArguments([]);
    expect(seed).toMatch(/^\d+$/);
    expect(rest).toEqual({ duration: 120_000, atLeast: { deliveries: 0, kills: 0 } });
  });

  it.each([['--minutes', 'ten'], ['--kills', '-1'], ['--minutes', ' '], ['--hours', '1'], ['10']])(
    'refuses %s %s',
    (...words) => {
      expect(() => readArguments(words)).toThrow(TypeError);
    },
  );
});
