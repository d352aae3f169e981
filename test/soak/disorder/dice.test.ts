import { expect, it } from 'vitest';
import { Dice } from './dice.ts';

const THROWS = 10_000;

const throws = (dice: Dice) => Array.from({ length: THROWS }, () => dice.throw());

it('throws the same with the same seed, and something else with another', () => {
  expect(throws(new Dice('7'))).toEqual(throws(new Dice('7')));
  expect(throws(new Dice('7'))).not.toEqual(throws(new Dice('8')));
});

it('throws the same for a name however often the dice were thrown before', () => {
  const dice = new Dice('7');
  const before = throws(dice.fork('name'));
  throws(dice);
  expect(throws(dice.fork('name'))).toEqual(before);
  expect(throws(dice.fork('other'))).not.toEqual(before);
});

it('throws every whole number between its bounds', () => {
  const dice = new Dice('7');
  const thrown = new Set(Array.from({ length: THROWS }, () => dice.between(2, 5)));
  expect(thrown).toEqual(new Set([2, 3, 4, 5]));
});

it('picks about as often as the weights say, and never what has none', () => {
  const dice = new Dice('7');
  const picked = Array.from({ length: THROWS }, () =>
    dice.pick([
      ['often', 3],
      ['rarely', 1],
      ['never', 0],
    ]),
  );
  expect(picked).not.toContain('never');
  expect(picked.filter((one) => one === 'often').length / THROWS).toBeCloseTo(0.75, 1);
});
