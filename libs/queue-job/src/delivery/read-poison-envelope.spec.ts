import { describe, expect, it } from 'vitest';
import { POISON_ENVELOPE, poisonEnvelope, type PoisonEnvelope } from './poison-envelope.js';
import { readPoisonEnvelope } from './read-poison-envelope.js';

const written = (): string =>
  poisonEnvelope({
    reason: 'No attempt is left.',
    error: new Error('out of weapons'),
    executor: 'CreateGuardianExecutor',
    type: 'guardian.created',
    queueName: 'guardian-events',
    message: {
      id: 'b8ab5d1f',
      popReceipt: 'not to be told',
      text: '{"name":"Groot \\u0001\uFFFF"}',
      dequeueCount: 5,
      insertedOn: new Date('2026-01-01T00:00:00.000Z'),
      expiresOn: new Date('9999-12-31T23:59:59.000Z'),
    },
    now: Date.UTC(2026, 0, 2, 3, 4, 5),
  })!;

const changed = (change: object): string =>
  JSON.stringify({ ...(JSON.parse(written()) as PoisonEnvelope), ...change });

describe('readPoisonEnvelope()', () => {
  it('reads what was written, the text byte for byte', () => {
    const text = written();

    const envelope = readPoisonEnvelope(text);

    expect(envelope).toEqual(JSON.parse(text));
    expect(envelope?.message.text).toBe('{"name":"Groot \\u0001\uFFFF"}');
  });

  it.each([
    ['a text', 'guardian'],
    ['nothing', ''],
    ['other JSON', '{"name":"Groot"}'],
    ['a list', `[${written()}]`],
    ['null', 'null'],
    ['what was cut short', written().slice(0, -1)],
    ['JSON that is nested deeply', '['.repeat(30_000)],
  ])('takes %s for no envelope', (_what, text) => {
    expect(readPoisonEnvelope(text)).toBeUndefined();
  });

  it.each([
    { format: `${POISON_ENVELOPE}0` },
    { reason: 1 },
    { poisonedOn: 'yesterday' },
    { type: {} },
    { executor: null },
    { traceparent: [] },
    { error: 'Error' },
    { error: { message: 'a' } },
    { error: { name: 'Error', stack: 1 } },
    { message: undefined },
    { message: 'text' },
    { message: { text: 'a' } },
    { message: { ...(JSON.parse(written()) as PoisonEnvelope).message, text: null } },
    { message: { ...(JSON.parse(written()) as PoisonEnvelope).message, dequeueCount: '5' } },
    { message: { ...(JSON.parse(written()) as PoisonEnvelope).message, insertedOn: '' } },
  ])('takes no envelope for one with %j', (change) => {
    expect(readPoisonEnvelope(changed(change))).toBeUndefined();
  });
});
