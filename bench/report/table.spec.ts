import { describe, expect, it } from 'vitest';
import { amount, figure, percent, ratio, tableText } from './table.ts';

describe('tableText()', () => {
  it('puts words to the left and figures to the right', () => {
    const text = tableText({
      title: 'Programs',
      about: 'Two of them.',
      columns: ['program', 'wall', 'why'],
      rows: [
        ['a loop', '9 ms ± 1', '1st'],
        ['none', '–', 'nothing to do'],
      ],
    });

    expect(text).toBe(`### Programs

Two of them.

| program |     wall | why           |
| ------- | -------: | ------------- |
| a loop  | 9 ms ± 1 | 1st           |
| none    |        – | nothing to do |
`);
  });
});

describe('amount()', () => {
  it('tells the middle, the unit and half the width of the middle half', () => {
    expect(amount({ median: 112.4, low: 110, high: 116 }, 'ms')).toBe('112 ms ± 3.00');
  });
});

describe('ratio()', () => {
  it('has two digits, whatever it is', () => {
    expect(ratio({ median: 0.891, low: 0.88, high: 0.92 })).toBe('0.89 ± 0.02');
  });
});

describe('figure()', () => {
  it.each([
    [0, '0'],
    [1234.5, '1235'],
    [12.345, '12.3'],
    [1.2345, '1.23'],
    [0.012345, '0.012'],
    [-12.345, '-12.3'],
  ])('writes %d as %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });
});

describe('percent()', () => {
  it('is whole', () => {
    expect(percent(0.256)).toBe('26 %');
  });
});
