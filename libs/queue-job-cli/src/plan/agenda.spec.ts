import { describe, expect, it } from 'vitest';
import { Agenda } from './agenda.js';
import { CHANCE, Dice } from './chance.js';

describe('Agenda', () => {
  it('gives the earliest first, and of the same time what was added first', () => {
    const agenda = new Agenda<number>();
    const dice = new Dice(1);
    const times = Array.from({ length: 1_000 }, (_, index) =>
      Math.floor(dice.throw(CHANCE.arrival, index) * 50),
    );
    for (const [index, time] of times.entries()) agenda.add(time, index);

    const taken = Array.from(times, () => agenda.take());

    expect(taken).toEqual([...times.keys()].toSorted((a, b) => times[a]! - times[b]! || a - b));
    expect(agenda).toMatchObject({ size: 0, next: Infinity });
  });

  it('knows when the next is due while some come and go', () => {
    const agenda = new Agenda<string>();
    agenda.add(5, 'b');
    agenda.add(3, 'a');

    expect(agenda.next).toBe(3);
    expect(agenda.take()).toBe('a');
    agenda.add(4, 'c');
    expect(agenda.next).toBe(4);
    expect([agenda.take(), agenda.take()]).toEqual(['c', 'b']);
  });
});
