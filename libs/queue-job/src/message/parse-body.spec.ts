import { describe, expect, it } from 'vitest';
import { parseBody } from './parse-body.js';

describe('parseBody', () => {
  it.each([
    ['{"a":{"b":[1,null]}}', { a: { b: [1, null] } }],
    ['[]', []],
    ['"text"', 'text'],
    ['1234', 1234],
    ['-1.5e3', -1500],
    ['true', true],
    ['null', null],
    [' {"a":1}\r\n', { a: 1 }],
  ])('makes the JSON %j a value', (text, body) => {
    expect(parseBody(Buffer.from(text))).toEqual({ body, text });
  });

  it.each([
    '',
    ' ',
    'guardian',
    '{"a":1',
    "{'a':1}",
    '{"a":1,}',
    '// why\n{}',
    'undefined',
    'NaN',
    '0x10',
    '<guardian/>',
    '{"a":1}\n{"a":2}',
  ])('leaves %j a text', (text) => {
    expect(parseBody(Buffer.from(text))).toEqual({ body: text, text });
  });

  it('takes a byte order mark off', () => {
    const bytes = Buffer.from('\uFEFF{"a":1}');

    expect(parseBody(bytes)).toEqual({ body: { a: 1 }, text: '{"a":1}' });
  });

  it('gives bytes that are no text as they are, and shows them as far as they can be shown', () => {
    const bytes = Uint8Array.of(0x61, 0xff, 0x62);

    const { body, text } = parseBody(bytes);

    expect(body).toBe(bytes);
    expect(text).toBe('a\uFFFDb');
  });

  it('does not let a body reach into prototypes', () => {
    const { body } = parseBody(Buffer.from('{"__proto__":{"isAdmin":true}}'));

    expect((body as { isAdmin?: boolean }).isAdmin).toBe(undefined);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});
