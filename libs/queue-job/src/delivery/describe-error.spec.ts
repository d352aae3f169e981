import { describe, expect, it } from 'vitest';
import { describeError } from './describe-error.js';

const throws = (): never => {
  throw new Error('broken');
};

describe('describeError', () => {
  it.each([
    [new TypeError('x is not a function'), 'TypeError: x is not a function'],
    [new Error(''), 'Error:'],
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('a'), 'Symbol(a)'],
    [7n, '7'],
    [{ code: 7 }, '[object Object]'],
  ])('tells %o', (error, expected) => {
    expect(describeError(error)).toBe(expected);
  });

  it('tells it in one line, without what a terminal obeys', () => {
    const error = new Error('no way\r\n{"level":"log"}\u001B[2K\u2028\u202E');

    expect(describeError(error)).toBe(String.raw`Error: no way {"level":"log"}\u001b[2K \u202e`);
  });

  it('tells no more than 2048 characters', () => {
    const text = describeError(new Error('a'.repeat(1_048_576)));

    expect(text).toHaveLength(2_048);
    expect(text).toMatch(/^Error: a+…$/);
  });

  it('tells no secret, nor the beginning of one at which it ends', () => {
    const long = describeError(
      new Error(`${'x'.repeat(2_020)} AccountKey=${'c2VjcmV0'.repeat(10)}`),
    );

    expect(describeError(new Error('AccountKey=c2VjcmV0;'))).toBe('Error: AccountKey=[redacted];');
    expect(long).not.toContain('c2Vj');
  });

  it.each([
    ['an object without a text', { toString: throws }, 'a thrown object that has no text'],
    ['an object without a prototype', Object.create(null), 'a thrown object that has no text'],
    [
      'a proxy that throws',
      new Proxy({}, { getPrototypeOf: throws }),
      'a thrown object that has no text',
    ],
    [
      'a function that throws',
      Object.assign(() => {}, { toString: throws }),
      'a thrown function that has no text',
    ],
    [
      'an error of symbols',
      Object.assign(new Error('a'), { name: Symbol('b') }),
      'a thrown object that has no text',
    ],
  ])('never throws, not even for %s', (_, error, expected) => {
    expect(describeError(error)).toBe(expected);
  });
});
