import fc, { assert } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError } from '../delivery/describe-error.js';
import { ensure, fuzz, FUZZ_TIMEOUT, keepPrototypes, UNPRINTABLE } from '../hostile.fixture.js';
import { nested, objectOf, parsed } from '../hostile-json.fixture.js';
import { InvalidPayloadError } from '../message/errors/invalid-payload.error.js';
import type { Payload } from './executor-options.js';
import {
  Guardian,
  hostileBody,
  isGuardian,
  isOfSchema,
  schema,
} from './hostile-payload.fixture.js';
import { payloadReader } from './payload-reader.js';

keepPrototypes();

/** In characters: the longest text that tells of an invalid payload. */
const LONGEST = 4_096;

/** The payload, or the error that tells in bounds, and in one line, what is wrong with it. */
async function read(payload: Payload<unknown>, value: unknown): Promise<unknown> {
  const result: unknown = await payloadReader(payload)(value).catch((error: unknown) => error);
  if (!(result instanceof Error)) return result;
  ensure(result instanceof InvalidPayloadError, `nothing else is thrown: ${String(result)}`);
  const { message, issues } = result;
  ensure(issues.length > 0 && message.length <= LONGEST, 'the text tells something, in bounds');
  ensure(!UNPRINTABLE.test(message + describeError(result)), 'the text is in one line');
  return result;
}

describe('payloadReader, whatever the body', { timeout: FUZZ_TIMEOUT }, () => {
  it('makes an instance of a class that keeps its rules, or says in bounds what is wrong', async () => {
    const property = fc.asyncProperty(hostileBody, async (json) => {
      const result = await read(Guardian, parsed(json));

      const isValid = result instanceof Error || isGuardian(result as Guardian);
      ensure(isValid, 'what is taken for a payload is one');
    });

    await assert(property, fuzz('payload of a class'));
  });

  it('takes from a schema what the schema takes, or says in bounds what is wrong', async () => {
    const property = fc.asyncProperty(hostileBody, async (json) => {
      const result = await read(schema, parsed(json));

      ensure(result instanceof Error || isOfSchema(result), 'what is taken for a payload is one');
    });

    await assert(property, fuzz('payload of a schema'));
  });

  it('finds invalid what is nested as deeply as may be, or reads it', async () => {
    const property = fc.asyncProperty(nested, fc.boolean(), async (json, isWithin) => {
      const value = parsed(isWithin ? `{"name":"a","data":${json}}` : json);

      for (const payload of [Guardian, schema]) await read(payload, value);
    });

    await assert(property, fuzz('payload too deep'));
  });
});

describe('payloadReader', () => {
  const many = (count: number, item: string) => Array(count).fill(item).join();

  it.each([
    ['invalid children', `{"name":"a","weapons":[${many(20_000, '{}')}]}`],
    ['invalid items', `{"name":"a","weapons":[${many(30_000, '1')}]}`],
    ['unknown fields', objectOf(Array.from({ length: 8_000 }, (_, n) => [`"\\n${n}"`, '1']))],
    ['one unknown field', `{"${'\\n'.repeat(30_000)}":1}`],
    ['one value', `{"name":"a","weapons":[{"damage":1,"name":"${'\\u001b[31m'.repeat(6_000)}"}]}`],
    ['levels', `${'{"name":"a","child":'.repeat(3_000)}{}${'}'.repeat(3_000)}`],
    ['lists', '['.repeat(32_768) + ']'.repeat(32_768)],
    ['digits', `{"name":"a","born":${'9'.repeat(65_000)}}`],
  ])('comes to an end with 64 KiB of %s', async (_, json) => {
    for (const payload of [Guardian, schema]) {
      expect(await read(payload, parsed(json))).toBeInstanceOf(InvalidPayloadError);
    }
  });

  it('reads what is nested 500 levels deep, and no deeper', async () => {
    const levels = (count: number) =>
      parsed(`${'{"name":"a","child":'.repeat(count - 1)}{"name":"a"}${'}'.repeat(count - 1)}`);

    for (const payload of [Guardian, schema]) {
      expect(await read(payload, levels(500))).not.toBeInstanceOf(InvalidPayloadError);
      expect(await read(payload, levels(501))).toBeInstanceOf(InvalidPayloadError);
    }
  });
});
