import { describe, expect, it } from 'vitest';
import { wrap } from './wrap.js';

describe('wrap', () => {
  it('breaks between words, and keeps the indent of an item', () => {
    expect(wrap('  - Means: it waits for its turn', 20)).toEqual([
      '  - Means: it waits',
      '    for its turn',
    ]);
  });

  it('leaves a word alone that is longer than a line', () => {
    expect(wrap('see https://example.com/a/long/path now', 10)).toEqual([
      'see',
      'https://example.com/a/long/path',
      'now',
    ]);
  });
});
