import fc, { assert, type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ensure,
  fuzz,
  FUZZ_TIMEOUT,
  hostileBytes,
  hostileText,
  mutated,
  NOT_IN_XML,
} from '../hostile.fixture.js';
import { hostileJson, parsed } from '../hostile-json.fixture.js';
import { ENCODINGS, type EncodingName } from '../options/queue-job-options.js';
import { UndecodableMessageError } from './errors/undecodable-message.error.js';
import { decodeText, encodeBody, type Decoded } from './message-encoding.js';
import { parseBody } from './parse-body.js';

const KIB_256 = 262_144;

const ALPHABET = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

const encodingName = fc.constantFrom(...ENCODINGS);
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');

/** Line ends where base64 is wrapped, and blanks around it. */
const wrapped = (text: string, width: number) =>
  ` ${text.replaceAll(new RegExp(`.{${width}}`, 'g'), '$&\r\n')}\n`;

/** Base64 as it should be, twice, wrapped, of another alphabet, without its padding, with too much of it, or spoilt. */
const base64Text: Arbitrary<string> = hostileBytes
  .map(base64)
  .chain((text) =>
    fc.oneof(
      fc.constantFrom(
        text,
        base64(text),
        wrapped(text, 76),
        text.replaceAll('+', '-').replaceAll('/', '_'),
        text.replaceAll('=', ''),
        `${text}=`,
        `\uFEFF${text}`,
        `${text}\u0000`,
      ),
      mutated(fc.constant(text)),
    ),
  );

/** As deep as `JSON.stringify` goes. */
const shallowJson = hostileJson.filter((json) => json.length < 10_000);

const anyText = fc.oneof(hostileText, base64Text, hostileJson);

/** Whether a text is base64, told without a pattern. */
function isBase64(text: string): boolean {
  const digits = text.endsWith('==') ? text.slice(0, -2) : text.replace(/=$/, '');
  return text.length % 4 === 0 && digits.split('').every((digit) => ALPHABET.has(digit));
}

function decoded(text: string, encoding: EncodingName): Decoded | UndecodableMessageError {
  try {
    return decodeText(text, encoding);
  } catch (error) {
    if (error instanceof UndecodableMessageError) return error;
    throw error;
  }
}

describe('decodeText, whatever the text', { timeout: FUZZ_TIMEOUT }, () => {
  it('gives back the bytes that were written in base64, however it is wrapped', () => {
    const width = fc.integer({ min: 1, max: 80 });
    const property = fc.property(hostileBytes, width, (bytes, columns) => {
      const text = base64(bytes);

      for (const written of [text, wrapped(text, columns)]) {
        ensure(bytes.equals(decodeText(written, 'base64').bytes), 'the bytes are the same');
      }
    });

    assert(property, fuzz('base64 of bytes'));
  });

  it('decodes what is base64, takes for text what may be text, and else says that it cannot', () => {
    const property = fc.property(anyText, encodingName, (text, name) => {
      const compact = text.replaceAll(/[\r\n]/g, '').trim();

      const result = decoded(text, name);

      const isFault = result instanceof UndecodableMessageError;
      ensure(isFault === (name === 'base64' && !isBase64(compact)), 'what is demanded is base64');
      if (isFault) return;
      ensure(name === 'auto' || result.encoding === name, 'it is read as demanded');
      const [content, form] =
        result.encoding === 'text' ? ([text, 'utf8'] as const) : ([compact, 'base64'] as const);
      ensure(form === 'utf8' || isBase64(compact), 'what is decoded is base64');
      ensure(Buffer.from(content, form).equals(result.bytes), 'its bytes are what it says');
    });

    assert(property, fuzz('text of a message'));
  });
});

const written = fc.constantFrom(
  ['base64', 'auto'] as const,
  ['base64', 'base64'] as const,
  ['text', 'auto'] as const,
  ['text', 'text'] as const,
);

describe('encodeBody, whatever the body', { timeout: FUZZ_TIMEOUT }, () => {
  it('writes what is read as it was, and what XML can carry', () => {
    const body = fc.oneof(anyText, shallowJson.map(parsed));
    const property = fc.property(body, written, (value, [encoding, readAs]) => {
      const text = encodeBody(value, encoding, readAs);

      const read = parseBody(decodeText(text, readAs).bytes).body;
      expect(JSON.stringify(read)).toBe(JSON.stringify(value));
      expect(text).not.toMatch(NOT_IN_XML);
    });

    assert(property, fuzz('body to be written'));
  });
});

describe('encodeBody, whatever the bytes', { timeout: FUZZ_TIMEOUT }, () => {
  it('writes what base64 reads as the same bytes, and everybody as the same text', () => {
    const bytes = fc.oneof(
      hostileBytes,
      fc.oneof(hostileText, shallowJson).map((text) => Buffer.from(text)),
    );
    const property = fc.property(bytes, written, (content, [encoding, readAs]) => {
      const text = encodeBody(content, encoding, readAs);

      const read = decodeText(text, readAs).bytes;
      ensure(readAs !== 'base64' || content.equals(read), 'base64 reads the same bytes');
      const { body } = parseBody(content);
      const isText = !(body instanceof Uint8Array);
      ensure(
        !isText || JSON.stringify(parseBody(read).body) === JSON.stringify(body),
        'everybody reads the same text',
      );
      ensure(!NOT_IN_XML.test(text), 'XML can carry it');
    });

    assert(property, fuzz('bytes to be written'));
  });
});

describe('decodeText and encodeBody', () => {
  it.each([
    ['digits of base64 and something else', `${'A'.repeat(KIB_256)}!`],
    ['a word', `${'a'.repeat(KIB_256)}1`],
    ['numbers', '0'.repeat(KIB_256)],
    ['padding', '='.repeat(KIB_256)],
    ['line ends', `${'\r\n'.repeat(KIB_256 / 2)}!`],
    ['blanks', `a${' '.repeat(KIB_256)}a`],
    ['opening brackets', '['.repeat(KIB_256)],
    ['quotes', '"'.repeat(KIB_256)],
    ['control characters', '\u0000'.repeat(KIB_256)],
    ['halves of characters', '\uD83C'.repeat(KIB_256)],
  ])('come to an end with 256 KiB of %s', (_, text) => {
    for (const encoding of ENCODINGS) {
      const result = decoded(text, encoding);
      const { body } = parseBody('bytes' in result ? result.bytes : Buffer.from(text));

      expect(encodeBody(body, 'text', encoding)).toBeTypeOf('string');
    }
  });
});
