import { describe, expect, it } from 'vitest';
import { isNestedTooDeeply, MOST_LEVELS } from './nesting.js';

const nested = (open: string, levels: number, close: string): unknown =>
  JSON.parse(open.repeat(levels) + '1' + close.repeat(levels));

describe('isNestedTooDeeply', () => {
  it.each([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"b":1,"a":', '}'],
    ['{"__proto__":', '}'],
  ])('counts the levels of %s%s', (open, close) => {
    expect(isNestedTooDeeply(nested(open, MOST_LEVELS, close))).toBe(false);
    expect(isNestedTooDeeply(nested(open, MOST_LEVELS + 1, close))).toBe(true);
  });

  it('goes as deep as a message may be nested', () => {
    expect(isNestedTooDeeply(nested('[', 32_000, ']'))).toBe(true);
  });

  it.each([undefined, null, 'text', 7, [], {}, [[], {}], Buffer.from('bytes')])(
    'has nothing against %j',
    (body) => {
      expect(isNestedTooDeeply(body)).toBe(false);
    },
  );

  it('does not mind how many there are on one level', () => {
    expect(isNestedTooDeeply(Array(10_000).fill([{}]))).toBe(false);
  });
});
