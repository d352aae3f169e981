import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { PoisonMessageError } from '../message/errors/poison-message.error.js';
import { resolveOptions } from '../options/resolve-options.js';
import { AzureQueueService } from '../queue/azure/azure-queue-service.js';
import type { ReceivedMessage } from '../queue/message-queue.js';
import { deliveryBench } from './delivery.fixture.js';
import {
  POISON_ENVELOPE,
  poisonEnvelope,
  type PoisonDetails,
  type PoisonEnvelope,
} from './poison-envelope.js';

const KIB_64 = 65_536;

const received = (change: Partial<ReceivedMessage> = {}): ReceivedMessage => ({
  id: 'b8ab5d1f',
  popReceipt: 'not to be told',
  text: '{"name":"Groot"}',
  dequeueCount: 5,
  insertedOn: new Date('2026-01-01T00:00:00.000Z'),
  expiresOn: new Date('9999-12-31T23:59:59.000Z'),
  ...change,
});

const details = (change: Partial<PoisonDetails> = {}): PoisonDetails => ({
  reason: 'No attempt is left.',
  queueName: 'guardian-events',
  message: received(),
  now: Date.UTC(2026, 0, 2, 3, 4, 5),
  ...change,
});

const read = (text: string | undefined): PoisonEnvelope => JSON.parse(text!) as PoisonEnvelope;

const failure = (change: Partial<Record<keyof Error, unknown>> = {}): Error =>
  Object.assign(
    new Error('out of weapons'),
    { stack: 'Error: out of weapons\n    at fight' },
    change,
  );

describe('poisonEnvelope()', () => {
  it('tells why, when and by whom a message was given up, and where it came from', () => {
    const text = poisonEnvelope(
      details({
        error: failure(),
        executor: 'CreateGuardianExecutor',
        type: 'guardian.created',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      }),
    );

    expect(read(text)).toStrictEqual({
      format: 'nestjs-queue-job/poison/v1',
      reason: 'No attempt is left.',
      error: {
        name: 'Error',
        message: 'out of weapons',
        stack: 'Error: out of weapons\n    at fight',
      },
      poisonedOn: '2026-01-02T03:04:05.000Z',
      executor: 'CreateGuardianExecutor',
      type: 'guardian.created',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      message: {
        id: 'b8ab5d1f',
        queueName: 'guardian-events',
        insertedOn: '2026-01-01T00:00:00.000Z',
        expiresOn: '9999-12-31T23:59:59.000Z',
        dequeueCount: 5,
        text: '{"name":"Groot"}',
      },
    });
  });

  it('leaves out what is not known', () => {
    const text = poisonEnvelope(details());

    expect(Object.keys(read(text))).toEqual(['format', 'reason', 'poisonedOn', 'message']);
  });

  it.each([
    ['nothing', ''],
    ['unicode', 'Łódź 🌳 \u202E e\u0301 \u{10FFFF}'],
    ['quotes and markup', '"\'\\ <a b="c">&amp;</a> ]]>'],
    ['control characters', '\u0000\u0001\b\f\n\r\t\u001F\u007F\u0085\u2028\u2029'],
    ['what XML cannot carry', '\uFFFE \uFFFF \uD83C'],
    ['base64', Buffer.from([0, 255, 13, 10]).toString('base64')],
    ['an envelope', poisonEnvelope(details())!],
  ])('holds a text of %s byte for byte', (_what, text) => {
    const envelope = poisonEnvelope(details({ message: received({ text }) }));

    expect(read(envelope).message.text).toBe(text);
  });

  it('writes nothing that XML, in which messages travel, cannot carry', () => {
    const strange = '\u0000\u0001\u001F\uD83C\uFFFE\uFFFF';

    const envelope = poisonEnvelope(
      details({
        reason: strange,
        error: failure({ message: strange }),
        type: strange,
        message: received({ text: strange }),
      }),
    )!;

    // What is left after JSON has escaped the control characters; halves of pairs only show with the flag.
    expect(envelope).not.toMatch(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u);
    expect(read(envelope)).toMatchObject({ reason: strange, error: { message: strange } });
  });

  it('travels through the service unchanged', async () => {
    const service = await AzureQueueService.connect(
      resolveOptions({}, { queueName: 'unused', connectionString: inject('azurite') }),
    );
    const queue = service.getQueue(`q-${randomUUID()}`);
    const envelope = poisonEnvelope(
      details({
        reason: 'a\r\nb\u0001\uFFFF <Ł>',
        message: received({ text: '"\r\n&#xD;\t\u0001'.repeat(3_000) }),
      }),
    )!;

    await queue.send(envelope);

    const [message] = await queue.receive({ maxMessages: 1, lease: 30_000 });
    expect(message?.text).toBe(envelope);
  });

  describe('of what was thrown', () => {
    it.each([
      ['a text', 'string', 'a text'],
      [null, 'object', 'null'],
      [42, 'number', '42'],
      [Symbol('code'), 'symbol', 'Symbol(code)'],
      [{ code: 7 }, 'object', '[object Object]'],
    ])('tells %o although it is no error', (error, name, message) => {
      const envelope = poisonEnvelope(details({ error }));

      expect(read(envelope).error).toStrictEqual({ name, message });
    });

    it.each([
      [{ stack: undefined }, { name: 'Error', message: 'out of weapons' }],
      [{ stack: null, message: 42 }, { name: 'Error' }],
      [
        { stack: '', name: undefined },
        { name: 'Error', message: 'out of weapons', stack: '' },
      ],
      [{ stack: '', name: 'RegistryError' }, { name: 'RegistryError' }],
      [
        { stack: '', name: {}, message: {} },
        { name: 'Error', stack: '' },
      ],
    ])('does not rely on the fields %j of an error', (fields, expected) => {
      const envelope = poisonEnvelope(details({ error: failure(fields) }));

      expect(read(envelope).error).toMatchObject(expected);
    });

    it.each(['name', 'message', 'stack'] as const)(
      'tells no more of an error whose %s throws than of what is no error',
      (field) => {
        const error = Object.defineProperty(new Error('a'), field, {
          get: () => {
            throw new Error('broken');
          },
        });

        const told = read(poisonEnvelope(details({ error }))).error;

        expect(told?.name).toBe('object');
        expect(told).not.toHaveProperty('stack');
      },
    );

    it('tells of a proxy that was revoked that it was an object', () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();

      expect(read(poisonEnvelope(details({ error: proxy }))).error).toEqual({
        name: 'object',
        message: 'a thrown object that has no text',
      });
    });

    it('tells no secret', () => {
      const secret = 'AccountKey=c2VjcmV0; ?sig=c2VjcmV0&se=1 Bearer c2VjcmV0 SharedKey c2VjcmV0';
      const error = failure({ message: secret, stack: `Error: ${secret}\n    at fight` });

      const envelopes = [error, secret].map((thrown) => poisonEnvelope(details({ error: thrown })));

      for (const envelope of envelopes) {
        expect(envelope).toContain('AccountKey=[redacted]');
        expect(envelope).not.toContain('c2VjcmV0');
      }
    });

    it('tells no secret of which the end was cut off either', () => {
      const error = failure({ message: `${'x'.repeat(2_030)}AccountKey=${'c2VjcmV0'.repeat(10)}` });

      const envelope = poisonEnvelope(details({ error }));

      expect(envelope).not.toContain('c2VjcmV0');
    });

    it('cuts short what is long', () => {
      const long = 'Ł'.repeat(20_000);
      const error = failure({ message: long, stack: long });

      const { reason, error: told } = read(poisonEnvelope(details({ reason: long, error })));

      expect(reason).toHaveLength(2_048);
      expect(told?.message).toHaveLength(2_048);
      expect(told?.stack).toHaveLength(8_192);
      expect(read(poisonEnvelope(details({ error: long }))).error?.message).toHaveLength(2_048);
    });
  });

  describe('around a text that leaves little room', () => {
    const long = {
      reason: 'r'.repeat(2_048),
      error: failure({ message: 'm'.repeat(2_048), stack: 's'.repeat(8_192) }),
    };
    const shape = (envelope: string | undefined) => {
      const { reason, error } = read(envelope);
      const { name, message = '', stack = '' } = error!;
      return { name, reason: reason.length, message: message.length, stack: stack.length };
    };

    it.each([
      [20_000, { name: 'Error', reason: 2_048, message: 2_048, stack: 8_192 }],
      [10_000, { name: 'Error', reason: 2_048, message: 2_048, stack: 0 }],
      [4_000, { name: 'Error', reason: 2_048, message: 0, stack: 0 }],
      [1_000, { name: 'Error', reason: 128, message: 0, stack: 0 }],
    ])('of %i bytes leaves out the stack, then the message, then the reason', (room, expected) => {
      const text = 'x'.repeat(KIB_64 - room);

      const envelope = poisonEnvelope(details({ ...long, message: received({ text }) }));

      expect(shape(envelope)).toEqual(expected);
      expect(read(envelope).message.text).toBe(text);
    });

    it.each([
      ['ASCII', 'x', 1],
      ['characters of two bytes', 'Ł', 2],
      ['characters of four bytes', '🌳', 4],
      ['quotes', '"', 2],
      ['control characters', '\u0001', 6],
    ])('uses up to 64 KiB for a text of %s, and then there is none', (_what, character, width) => {
      const envelopeOf = (count: number) =>
        poisonEnvelope(details({ ...long, message: received({ text: character.repeat(count) }) }));
      let [fits, tooLong] = [0, KIB_64];
      while (tooLong - fits > 1) {
        const count = Math.floor((fits + tooLong) / 2);
        if (envelopeOf(count) === undefined) tooLong = count;
        else fits = count;
      }

      const largest = envelopeOf(fits)!;

      expect(Buffer.byteLength(largest)).toBeLessThanOrEqual(KIB_64);
      expect(Buffer.byteLength(largest)).toBeGreaterThan(KIB_64 - width);
      expect(envelopeOf(tooLong)).toBeUndefined();
    });

    it('leaves out what the message told of itself, before it leaves out the envelope', () => {
      const text = JSON.stringify({ type: 't'.repeat(40_000) });
      const type = 't'.repeat(40_000);

      const envelope = poisonEnvelope(
        details({ ...long, type, traceparent: type, message: received({ text }) }),
      );

      expect(read(envelope)).toMatchObject({ error: { name: 'Error' }, message: { text } });
      expect(read(envelope)).not.toHaveProperty('type');
      expect(read(envelope)).not.toHaveProperty('traceparent');
    });

    it('never exceeds 64 KiB, whatever is told', () => {
      const samples = ['x', 'Ł', '🌳', '"', '\u0001', '\uFFFF'];
      for (const character of samples) {
        for (const count of [1, 500, 2_000, 8_000, 20_000]) {
          const filling = character.repeat(count);
          const envelope = poisonEnvelope(
            details({
              reason: filling,
              error: failure({ message: filling, stack: filling, name: filling }),
              message: received({ text: filling }),
            }),
          );

          expect(Buffer.byteLength(envelope ?? '')).toBeLessThanOrEqual(KIB_64);
        }
      }
    });
  });
});

describe('Delivery with PoisonFormat "envelope"', () => {
  const bench = (settings = {}, execute?: () => unknown) =>
    deliveryBench({ poisonFormat: 'envelope', maxDequeueCount: 1, ...settings }, execute);
  const failing = (error: unknown) => () => {
    throw error;
  };

  it('puts the message and its story into the poison queue', async () => {
    const { queue, poisonQueue, clock, deliver } = bench({}, failing(new Error('out of weapons')));
    const sentOn = new Date(clock.now()).toISOString();
    const event = {
      specversion: '1.0',
      id: '1',
      source: '/guardians',
      type: 'guardian.created',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      data: { name: 'Groot' },
    };
    const text = Buffer.from(JSON.stringify(event)).toString('base64');
    await queue.send(text);
    await clock.advance(90_000);

    const report = await deliver();

    expect(report).toMatchObject({ outcome: 'poisoned' });
    expect(queue.messages).toEqual([]);
    expect(read(poisonQueue.messages[0]?.text)).toMatchObject({
      format: POISON_ENVELOPE,
      reason: report.reason,
      error: { name: 'Error', message: 'out of weapons', stack: expect.stringContaining('at ') },
      poisonedOn: new Date(clock.now()).toISOString(),
      executor: 'TestExecutor',
      type: 'guardian.created',
      traceparent: event.traceparent,
      message: {
        id: report.messageId,
        queueName: queue.name,
        insertedOn: sentOn,
        dequeueCount: 1,
        text,
      },
    });
  });

  it('tells the trace context of a message without an envelope too', async () => {
    const { queue, poisonQueue, deliver } = bench({}, failing(new Error('out of weapons')));
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await queue.send(JSON.stringify({ name: 'Groot', traceparent }));

    await deliver();

    expect(read(poisonQueue.messages[0]?.text)).toHaveProperty('traceparent', traceparent);
  });

  it('takes no trace context for one that is no text', async () => {
    const { queue, poisonQueue, deliver } = bench({}, failing(new Error('out of weapons')));
    const event = { specversion: '1.0', id: '1', source: '/', type: 'a', traceparent: 7 };
    await queue.send(JSON.stringify(event));

    await deliver();

    expect(read(poisonQueue.messages[0]?.text)).not.toHaveProperty('traceparent');
  });

  it('tells of a message that could not be decoded what is known of it', async () => {
    const { queue, poisonQueue, deliver } = bench({ messageEncoding: 'base64' });
    await queue.send('not base64!');

    await deliver();

    const envelope = read(poisonQueue.messages[0]?.text);
    expect(envelope).toMatchObject({
      error: { name: 'UndecodableMessageError' },
      message: { text: 'not base64!' },
    });
    expect(envelope).not.toHaveProperty('executor');
    expect(envelope).not.toHaveProperty('type');
  });

  it('tells of a message that was delivered too often without any error', async () => {
    const { queue, poisonQueue, execute, deliver } = bench();
    await queue.send('a');
    const [crashed] = await queue.receive({ maxMessages: 1, lease: 1_000 });
    await queue.release(crashed!, 0);

    await deliver();

    const envelope = read(poisonQueue.messages[0]?.text);
    expect(envelope.reason).toContain('Delivered 2 times');
    expect(envelope).toMatchObject({ message: { dequeueCount: 2, text: 'a' } });
    expect(envelope).not.toHaveProperty('error');
    expect(execute).not.toHaveBeenCalled();
  });

  it('tells that nothing was thrown at all', async () => {
    const { queue, poisonQueue, deliver } = bench({}, failing(undefined));
    await queue.send('a');

    await deliver();

    expect(read(poisonQueue.messages[0]?.text)).not.toHaveProperty('error');
  });

  it('tells no secret that an error told', async () => {
    const error = new PoisonMessageError('AccountName=a;AccountKey=c2VjcmV0 was refused');
    const { queue, poisonQueue, deliver } = bench({}, failing(error));
    await queue.send('a');

    await deliver();

    expect(poisonQueue.messages[0]?.text).toContain('AccountKey=[redacted]');
    expect(poisonQueue.messages[0]?.text).not.toContain('c2VjcmV0');
  });

  it('puts the text alone into the poison queue when no envelope fits around it', async () => {
    const { queue, poisonQueue, deliver } = bench({}, failing(new Error('out of weapons')));
    const text = 'x'.repeat(KIB_64 - 50);
    await queue.send(text);

    const report = await deliver();

    expect(report).toMatchObject({ outcome: 'poisoned' });
    expect(poisonQueue.messages).toMatchObject([{ text }]);
    expect(queue.messages).toEqual([]);
  });

  it('is poisoned although its error is no proper one', async () => {
    const { queue, poisonQueue, deliver } = bench({}, failing(failure({ stack: null })));
    await queue.send('a');

    const report = await deliver();

    expect(report).toMatchObject({ outcome: 'poisoned' });
    expect(poisonQueue.messages).toHaveLength(1);
  });
});
