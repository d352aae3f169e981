import { describe, expect, it } from 'vitest';
import { ACCOUNT_KEY, CONNECTION_STRING } from './options.fixture.js';
import { shown, shownName } from './shown.js';

describe('shown', () => {
  it.each([
    ['a text', '"a text"'],
    [5, '5'],
    [NaN, 'NaN'],
    [5n, 'bigint'],
    [Symbol('a'), 'symbol'],
    [() => {}, 'function'],
    [undefined, 'undefined'],
    [null, 'null'],
    [['a'], '["a"]'],
    [new Date(NaN), 'null'],
  ])('shows %o as %s', (value, expected) => {
    expect(shown(value)).toBe(expected);
  });

  it('shows of an object that throws when it is looked at what it is', () => {
    const throws = (): never => {
      throw new Error('broken');
    };

    expect(shown({ toJSON: throws })).toBe('object');
    expect(shown(new Proxy({}, { get: throws, ownKeys: throws }))).toBe('object');
  });

  it('shows no more than 80 characters, in one line', () => {
    expect(shown('a\n'.repeat(1_000))).toHaveLength(80);
    expect(shown('\u009B\u202E\n')).toBe(String.raw`"\u009b\u202e\n"`);
  });

  it('shows no token in whose place the rules would put the whole value', () => {
    expect(shown('$value $property $target $constraint1 $5')).toBe(
      String.raw`"\u0024value \u0024property \u0024target \u0024constraint1 $5"`,
    );
  });

  const url = encodeURIComponent(CONNECTION_STRING);
  it.each([
    ['as it is', ACCOUNT_KEY],
    ['in lower case', ACCOUNT_KEY.toLowerCase()],
    ['as a URL writes it', encodeURIComponent(ACCOUNT_KEY)],
    ['as a URL in a URL writes it', encodeURIComponent(encodeURIComponent(ACCOUNT_KEY))],
    ['as JSON may write it', ACCOUNT_KEY.replaceAll('+', String.raw`\u002B`)],
    ['in a connection string', CONNECTION_STRING],
    ['in a connection string in a URL', url],
    ['in JSON in JSON', JSON.stringify({ AccountKey: ACCOUNT_KEY })],
  ])('shows no account key %s', (_, text) => {
    const pieces = [shown(text), shown([text]), shown({ [text]: 1 }), shownName(text)];

    for (const piece of pieces)
      expect(piece.toLowerCase()).not.toContain(ACCOUNT_KEY.slice(0, 12).toLowerCase());
    expect(pieces.join()).toContain('[redacted]');
  });

  it('shows a long name that is no secret', () => {
    const name = 'guardian-events-of-the-northern-hemisphere--and-others';

    expect(shown(name)).toBe(`"${name}"`);
  });
});

describe('shownName', () => {
  it('shows a name without quotes, in one line', () => {
    expect(shownName('QueueNam')).toBe('QueueNam');
    expect(shownName('a\nb"c')).toBe(String.raw`a\nb\"c`);
  });
});
