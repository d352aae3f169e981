import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ENCODINGS } from '../options/queue-job-options.js';
import { UndecodableMessageError } from './errors/undecodable-message.error.js';
import { decodeText, toUtf8 } from './message-encoding.js';

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');
const decode = (...args: Parameters<typeof decodeText>) =>
  Buffer.from(decodeText(...args).bytes).toString();

const TEXTS = [
  'a',
  'guardian',
  '{"type":"CreateGuardian","data":{"name":"Ἀθηνᾶ"}}',
  '[]',
  '"null"',
  'Grüße, 世界, 👩‍🚀',
  'two\r\nlines\tand a tab',
  '\uFEFF{"with":"a byte order mark"}',
  ' blanks around ',
  'x'.repeat(48 * 1024),
];

describe('decodeText with auto', () => {
  it.each(TEXTS)('decodes base64 of text: %.40j', (text) => {
    expect(decode(base64(text), 'auto')).toBe(text);
  });

  it.each(TEXTS)('leaves text as it is: %.40j', (text) => {
    expect(decode(text, 'auto')).toBe(text);
  });

  it.each([
    ['words', 'test null true abcd deadbeef guardian Hello123 GUARDIAN ABCDEFGH AAAA user/one'],
    ['numbers', '1234 12345678 20261231 0000 2026'],
    [
      'identifiers',
      'A1B2C3D4 550e8400e29b41d4a716446655440000 550e8400-e29b-41d4-a716-446655440000',
    ],
    ['signs', '++++ ////'],
  ])('leaves text as it is that merely looks like base64: %s', (_, texts) => {
    for (const text of texts.split(' ')) expect(decode(text, 'auto')).toBe(text);
  });

  it.each([
    'eyJhIjoxfQ',
    'eyJhIjoxfQ=',
    'eyJhIjoxfQ===',
    'eyJh_joxfQ==',
    'eyJh IjoxfQ==',
    '=',
    '====',
  ])('leaves text as it is that is nearly base64: %j', (text) => {
    expect(decode(text, 'auto')).toBe(text);
  });

  it.each([
    ['a line end behind it', `${base64('{"a":1}')}\r\n`],
    ['blanks around it', `  ${base64('{"a":1}')}\t`],
    ['lines', base64(`{"a":"${'x'.repeat(200)}"}`).replaceAll(/.{76}/g, '$&\r\n')],
    ['lines of PEM', base64(`{"a":"${'x'.repeat(200)}"}`).replaceAll(/.{64}/g, '$&\n')],
  ])('decodes base64 that has %s', (_, text) => {
    expect(JSON.parse(decode(text, 'auto'))).toHaveProperty('a');
  });

  it.each([
    ['no UTF-8', Uint8Array.of(0xff, 0xfe, 0x41, 0x00)],
    ['half a character', Buffer.from('世').subarray(0, 2)],
    ['an overlong form', Uint8Array.of(0xc0, 0x80, 0x41)],
    ['a surrogate', Uint8Array.of(0xed, 0xa0, 0x80)],
    ['a null character', Buffer.from('a\0b')],
    ['an escape character', Buffer.from('\u001B[31m')],
    ['a delete character', Buffer.from('ab\u007F')],
    ['a compressed stream', Uint8Array.of(0x1f, 0x8b, 0x08, 0x00)],
  ])('leaves base64 as it is that decodes to %s', (_, bytes) => {
    expect(decode(base64(bytes), 'auto')).toBe(base64(bytes));
  });

  it.each(['', ' ', '\n', '\r\n\t '])('leaves %j as it is', (text) => {
    expect(decode(text, 'auto')).toBe(text);
  });

  it('never fails and never loses what was sent, whatever it is', () => {
    for (let length = 0; length < 300; length++) {
      const bytes = randomBytes(length);

      for (const text of [bytes.toString('latin1'), bytes.toString('hex'), base64(bytes)]) {
        const decoded = decode(text, 'auto');

        expect([text, base64(decoded)]).toSatisfy(
          ([sent]) => decoded === sent || base64(decoded) === sent,
        );
      }
    }
  });
});

describe('decodeText with auto, of JSON that is well-formed base64 of text too', () => {
  it.each(['1686', '2500', '14510759'])('leaves the number %s as it is', (text) => {
    expect(decode(text, 'auto')).toBe(text);
  });
});

describe('decodeText with base64', () => {
  it.each(TEXTS)('decodes text: %.40j', (text) => {
    expect(decode(base64(text), 'base64')).toBe(text);
  });

  it('decodes any bytes', () => {
    const bytes = randomBytes(1024);

    expect(Buffer.from(decodeText(base64(bytes), 'base64').bytes)).toEqual(bytes);
  });

  it('decodes what auto would leave as it is', () => {
    expect(decodeText('test', 'base64').bytes).toEqual(Buffer.from('test', 'base64'));
  });

  it('decodes lines', () => {
    const text = 'x'.repeat(200);

    expect(decode(`\n${base64(text).replaceAll(/.{76}/g, '$&\r\n')}\r\n`, 'base64')).toBe(text);
  });

  it.each(['', ' ', '\r\n'])('decodes %j to nothing', (text) => {
    expect(decodeText(text, 'base64').bytes).toHaveLength(0);
  });

  it.each([
    '{"a":1}',
    'no',
    'eyJhIjoxfQ',
    'eyJh_joxfQ==',
    'eyJh IjoxfQ==',
    '=',
    '====',
    '世界世界',
  ])('refuses %j and says what to set', (text) => {
    expect(() => decodeText(text, 'base64')).toThrow(
      new UndecodableMessageError(
        'The text is not base64, which MessageEncoding demands. Set MessageEncoding to auto or text if its sender does not encode.',
      ),
    );
  });

  it('does not repeat the message it refuses', () => {
    expect(() => decodeText('a personal secret', 'base64')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('personal') }),
    );
  });
});

describe('decodeText with text', () => {
  it.each([...TEXTS, ...TEXTS.map(base64), '', ' ', 'a\0b'])('leaves %.40j as it is', (text) => {
    expect(decode(text, 'text')).toBe(text);
  });
});

describe('decodeText', () => {
  it.each([
    ['auto', base64('{"a":1}'), 'base64'],
    ['auto', ` ${base64('{"a":1}')}\n`, 'base64'],
    ['auto', '{"a":1}', 'text'],
    ['auto', 'test', 'text'],
    ['auto', '', 'text'],
    ['base64', base64('{"a":1}'), 'base64'],
    ['base64', 'test', 'base64'],
    ['base64', '', 'base64'],
    ['text', base64('{"a":1}'), 'text'],
    ['text', '{"a":1}', 'text'],
  ] as const)('tells with %s how %j was written', (encoding, text, expected) => {
    expect(decodeText(text, encoding).encoding).toBe(expected);
  });

  it.each(ENCODINGS)('is not slowed down by the longest message, in %s', (encoding) => {
    const texts = [
      'A'.repeat(65_535),
      `${'AAAA'.repeat(16_000)}!`,
      `${'A'.repeat(65_000)}=\n`,
      '\n'.repeat(65_536),
    ];
    const attempt = (act: () => unknown) => {
      try {
        act();
      } catch {
        // Refused, which may not take long either.
      }
    };
    const start = performance.now();

    for (const text of texts) attempt(() => decodeText(text, encoding));

    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('toUtf8', () => {
  it.each(['', 'a', '世界', '👩‍🚀', '\0'])('reads %j', (text) => {
    expect(toUtf8(Buffer.from(text))).toBe(text);
  });

  it('reads no bytes that are no UTF-8', () => {
    expect(toUtf8(Uint8Array.of(0xff))).toBeUndefined();
  });

  it('keeps nothing of a text it could not read for the next', () => {
    toUtf8(Buffer.from('世').subarray(0, 2));

    expect(toUtf8(Buffer.from('a'))).toBe('a');
  });
});
