import { CHANCE, type Dice } from './chance.js';

/** Messages that arrive one by one, each time as likely as any other: so many within a time, in milliseconds, from the start. */
export function spreadAtRandom(messages: number, within: number, dice: Dice): number[] {
  const times = Float64Array.from(
    { length: messages },
    (_, message) => dice.throw(CHANCE.arrival, message) * within,
  );
  return [...times.sort()];
}

/** A burst: messages that are there at the first poll. */
export function burst(messages: number): number[] {
  return Array.from({ length: messages }, () => 0);
}
