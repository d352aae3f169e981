import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeBody, type Decoded } from './message-encoding.js';
import { parseBody } from './parse-body.js';

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');

const TEXTS = [
  'a',
  'guardian',
  'Grüße, 世界, 👩‍🚀',
  'two\r\nlines\tand a tab',
  ' blanks around ',
  'x'.repeat(48 * 1024),
  '',
  ' ',
];

const WRITTEN = ['base64', 'text'] as const satisfies readonly Decoded['encoding'][];

/** The ways to read a message that was written so. */
const PAIRS = [
  ['base64', 'auto'],
  ['base64', 'base64'],
  ['text', 'auto'],
  ['text', 'text'],
] as const;

describe('encodeBody', () => {
  const encode = (body: unknown, encoding: Decoded['encoding']) =>
    encodeBody(body, encoding, 'auto');

  it.each([
    [{ name: 'Athena' }, '{"name":"Athena"}'],
    [[1, null], '[1,null]'],
    [42, '42'],
    [null, 'null'],
    [false, 'false'],
    ['Ἀθηνᾶ', 'Ἀθηνᾶ'],
    ['', ''],
    [Buffer.from('{"a":1}'), '{"a":1}'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
    [undefined, ''],
  ])('writes %j as text, or in base64', (body, text) => {
    expect(encode(body, 'text')).toBe(text);
    expect(encode(body, 'base64')).toBe(base64(text));
  });

  it('writes bytes that are no text in base64, however the message was written', () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0x00);

    for (const encoding of WRITTEN) expect(encode(bytes, encoding)).toBe(base64(bytes));
  });

  it('writes of a view only what it shows', () => {
    const view = new Uint8Array(Buffer.from('[1,2,3]').buffer, 0, 0);

    expect(encode(view, 'text')).toBe('');
    expect(encode(Buffer.from('[1,2,3]').subarray(1, 2), 'base64')).toBe(base64('1'));
  });

  it.each([base64('{"a":1}'), base64('Hello!'), base64('Ἀθηνᾶ')])(
    'writes %j in base64 where it would be taken for base64',
    (body) => {
      expect(encodeBody(body, 'text', 'auto')).toBe(base64(String(body)));
      expect(encodeBody(body, 'text', 'text')).toBe(String(body));
    },
  );

  it.each(PAIRS)('writes in %s what is read with %s as it was', (encoding, readAs) => {
    const bodies = [
      ...TEXTS,
      ...TEXTS.map(base64),
      '42',
      'null',
      'true',
      '"quoted"',
      '{"a":1}',
      'test',
      42,
      1686,
      0.1,
      null,
      true,
      {},
      [],
      { nested: { list: [1, '2', null] } },
    ];

    for (const body of bodies) {
      const text = encodeBody(body, encoding, readAs);

      expect(parseBody(decodeText(text, readAs).bytes).body).toEqual(body);
    }
  });

  it.each([
    ['what base64 writes like a word', 'ABC'],
    ['a number that base64 writes like a word', 380],
    ['a control character that JSON lets stand', { name: 'a\u007Fb' }],
    ['control characters', 'a\u0001\u007F'],
    ['a byte order mark', '\uFEFFa'],
    ['half a character', 'a\uD83C'],
    ['what XML cannot carry', '\uFFFE\uFFFF\r'],
  ])('writes %s so that it is read as it was', (_, body) => {
    for (const [encoding, readAs] of PAIRS) {
      const text = encodeBody(body, encoding, readAs);

      expect(parseBody(decodeText(text, readAs).bytes).body).toEqual(body);
    }
  });

  it.each([
    ['a byte order mark and JSON', Buffer.from('\uFEFF{"a":1}'), { a: 1 }],
    ['JSON with line ends of Windows', Buffer.from('{\r\n"a":1}'), { a: 1 }],
    ['a control character', Buffer.of(0), '\u0000'],
  ])('writes bytes of %s so that they are read as the text they are', (_, bytes, expected) => {
    for (const [encoding, readAs] of PAIRS) {
      const text = encodeBody(bytes, encoding, readAs);

      expect(parseBody(decodeText(text, readAs).bytes).body).toEqual(expected);
    }
  });

  it('stays with base64 although JSON lets a control character stand', () => {
    const text = encode({ name: 'a\u007Fb' }, 'base64');

    expect(text).toBe(base64(String.raw`{"name":"a\u007fb"}`));
  });

  it('writes bytes that are no text so that base64 reads them as they were', () => {
    const bytes = Buffer.concat([randomBytes(64), Buffer.of(0xff)]);

    const text = encodeBody(bytes, 'base64', 'base64');

    expect(parseBody(decodeText(text, 'base64').bytes).body).toEqual(bytes);
  });

  it('throws for what JSON cannot hold', () => {
    const circle: unknown[] = [];
    circle.push(circle);

    for (const body of [circle, 1n, { big: 1n }]) {
      expect(() => encode(body, 'text')).toThrow(TypeError);
    }
  });
});
