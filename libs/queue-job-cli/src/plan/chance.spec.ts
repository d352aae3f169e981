import { describe, expect, it } from 'vitest';
import { spreadAtRandom } from './arrivals.js';
import { CHANCE, Dice } from './chance.js';

const MANY = 20_000;
const throwMany = (dice: Dice) =>
  Array.from({ length: MANY }, (_, which) => dice.throw(CHANCE.work, which));

describe('Dice', () => {
  it('falls the same way for the same seed and purpose, in whatever order it is thrown', () => {
    const [dice, again] = [new Dice(7), new Dice(7)];
    again.throw(CHANCE.failure, 3);

    expect(again.throw(CHANCE.work, 1, 2)).toBe(dice.throw(CHANCE.work, 1, 2));
  });

  it('falls another way for another seed, purpose, number or attempt', () => {
    const throws = [
      new Dice(1).throw(CHANCE.work, 1, 1),
      new Dice(2).throw(CHANCE.work, 1, 1),
      new Dice(1).throw(CHANCE.failure, 1, 1),
      new Dice(1).throw(CHANCE.work, 2, 1),
      new Dice(1).throw(CHANCE.work, 1, 2),
    ];

    expect(new Set(throws).size).toBe(throws.length);
  });

  it.each([0, 1, 2 ** 32 - 1])('is fair with the seed %i', (seed) => {
    const throws = throwMany(new Dice(seed));
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => throws.filter((value) => Math.floor(value * 10) === tenth).length,
    );

    // Five standard deviations of 2000 in 20,000.
    for (const count of tenths) expect(Math.abs(count - MANY / 10)).toBeLessThan(5 * 43);
  });

  it('is fair among the attempts of one message too', () => {
    const dice = new Dice(1);
    const failures = Array.from({ length: MANY }, (_, attempt) =>
      dice.throw(CHANCE.failure, 5, attempt),
    ).filter((value) => value < 0.2);

    expect(Math.abs(failures.length - MANY * 0.2)).toBeLessThan(5 * 57);
  });

  it('keeps a time within its bounds', () => {
    const times = Array.from({ length: 1_000 }, (_, which) =>
      new Dice(1).time({ min: 20, max: 30 }, CHANCE.work, which),
    );

    expect(Math.min(...times)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...times)).toBeLessThan(30);
    expect(new Dice(1).time({ min: 5, max: 5 }, CHANCE.work, 1)).toBe(5);
  });
});

describe('spreadAtRandom()', () => {
  it('gives so many times in order, within the bounds', () => {
    const times = spreadAtRandom(1_000, 60, new Dice(1));

    expect(times).toHaveLength(1_000);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(0);
    expect(times.at(-1)).toBeLessThan(60);
  });
});
