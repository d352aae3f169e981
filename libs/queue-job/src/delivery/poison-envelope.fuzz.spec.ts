import fc, { assert } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesInJson,
  ensure,
  fuzz,
  FUZZ_TIMEOUT,
  hostileText,
  hostileWord,
  keepPrototypes,
  NOT_IN_XML,
} from '../hostile.fixture.js';
import { hostileThrown, made } from '../hostile-thrown.fixture.js';
import { poisonEnvelope, POISON_ENVELOPE, type PoisonEnvelope } from './poison-envelope.js';

keepPrototypes();

const KIB_64 = 65_536;

/** In bytes: what an envelope takes at most besides the text, once it is as small as can be. */
const LEAST = 2_560;

/** Texts of every length up to what a message holds, some of them with hardly any room around them. */
const messageText = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.nat(4_000).map((room) => 'a'.repeat(KIB_64 - room)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('a', '"', '\u0001', 'ß', '世', '\uD83C\uDF33', '\uFFFF'),
        fc.integer({ min: 0, max: KIB_64 }),
      )
      .map(([unit, length]) => unit.repeat(length / unit.length)),
  },
);

const details = fc.record({
  reason: hostileText,
  type: fc.option(hostileText, { nil: undefined }),
  traceparent: fc.option(hostileText, { nil: undefined }),
  executor: fc.option(hostileWord, { nil: undefined }),
});

const received = {
  id: 'b8ab5d1f-5d1f-4f1f-9a0b-0d6a3f1f2b11',
  popReceipt: 'not to be told',
  dequeueCount: 1_000,
  insertedOn: new Date('2026-01-01T00:00:00.000Z'),
  expiresOn: new Date('9999-12-31T23:59:59.000Z'),
};

describe(
  'poisonEnvelope, whatever the message and what was thrown',
  { timeout: FUZZ_TIMEOUT },
  () => {
    it('is JSON of at most 64 KiB around the very text, where the text leaves any room', () => {
      const property = fc.property(details, messageText, hostileThrown, (told, text, thrown) => {
        const envelope = poisonEnvelope({
          ...told,
          error: made(thrown),
          queueName: 'a'.repeat(63),
          message: { ...received, text },
          now: Date.UTC(2026, 0, 2),
        });

        const room = KIB_64 - bytesInJson(text);
        ensure(envelope !== undefined || room < LEAST, 'there is one where there is room for it');
        if (envelope === undefined) return;
        ensure(Buffer.byteLength(envelope) <= KIB_64, 'a message holds it');
        ensure(!NOT_IN_XML.test(envelope), 'XML can carry it');
        ensure(!envelope.includes(received.popReceipt), 'nobody can settle the message with it');
        const { format, message, ...rest } = JSON.parse(envelope) as PoisonEnvelope;
        ensure(message.text === text, 'the text is the very text');
        ensure(told.reason.startsWith(rest.reason), 'the reason is the reason, or its beginning');
        expect({ format, ...message }).toMatchObject({ format: POISON_ENVELOPE, id: received.id });
        for (const name of ['type', 'traceparent', 'executor'] as const) {
          expect([told[name], undefined]).toContain(rest[name]);
        }
      });

      assert(property, fuzz('poison envelope'));
    });
  },
);
