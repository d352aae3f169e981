import { describe, expect, it } from 'vitest';
import { printable, printableJson } from './printable.js';

describe('printable', () => {
  it.each([
    ['as it is', 'Grüße, 世界  👩‍🚀 e\u0301', 'Grüße, 世界  👩‍🚀 e\u0301'],
    ['with its lines joined', 'one\r\n  two\n\n\tthree\u2028four', 'one two three four'],
    [
      'with control characters escaped',
      '\u0000a\u001B[31mb\u007F\u009B',
      String.raw`\u0000a\u001b[31mb\u007f\u009b`,
    ],
    ['with its order of reading escaped', 'a\u202Eb\u2066c', String.raw`a\u202eb\u2066c`],
    ['with half a character replaced', 'a\uD83C', 'a\uFFFD'],
    ['empty', '', ''],
  ])('gives a text %s', (_, text, expected) => {
    expect(printable(text, 80)).toBe(expected);
  });

  it.each([
    [9, 'guardians'],
    [8, 'guardia…'],
    [1, '…'],
  ])('gives at most %i characters, and shows what is missing', (longest, expected) => {
    expect(printable('guardians', longest)).toBe(expected);
  });

  it('cuts no character in two', () => {
    expect(printable('ab👩', 4)).toBe('ab👩');
    expect(printable('ab👩c', 4)).toBe('ab\uFFFD…');
  });

  it('shows that something is missing although blanks alone were', () => {
    expect(printable(`a${' '.repeat(100)}`.replaceAll('  ', '\n'), 10)).toBe('a …');
  });
});

describe('printableJson', () => {
  it('means the same, and holds nothing that a terminal obeys', () => {
    const value = { name: 'a\u0085\u009B31m\u2028\u202E\u007F', text: '世界' };

    const json = printableJson(JSON.stringify(value));

    expect(JSON.parse(json)).toEqual(value);
    expect(json).toBe(String.raw`{"name":"a\u0085\u009b31m\u2028\u202e\u007f","text":"世界"}`);
  });
});
