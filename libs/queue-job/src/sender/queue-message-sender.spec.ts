import { describe, expect, it, vi } from 'vitest';
import { Duration } from '../options/duration.js';
import { MessageTooLargeError } from '../queue/errors/message-too-large.error.js';
import { QueueAccessError } from '../queue/errors/queue-access.error.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import { UnsendableMessageError } from './errors/unsendable-message.error.js';
import type { SendEventOptions } from './queue-message-sender.js';
import { senderBench } from './sender.fixture.js';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const unavailable = (mayHaveTakenEffect: boolean) =>
  new QueueUnavailableError('is busy', { queueName: 'q', mayHaveTakenEffect });

describe('QueueMessageSender', () => {
  it('sends a CloudEvent, in plain text, with an id, a source and the time of day', async () => {
    const { sender, stored } = senderBench();

    await sender.send('guardian.created', { name: 'Groot' });

    expect(JSON.parse(stored()[0]!.text)).toEqual({
      specversion: '1.0',
      type: 'guardian.created',
      source: 'nestjs-queue-job',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      time: '2026-01-02T03:04:05.000Z',
      datacontenttype: 'application/json',
      data: { name: 'Groot' },
    });
  });

  it('lets an executor know all that the event says of itself', async () => {
    const { sender, read } = senderBench({ eventSource: '/guardians' });

    await sender.send('guardian.created', 1, {
      id: 'groot-1',
      subject: 'groot',
      time: new Date('2025-12-24T18:00:00Z'),
      traceContext: { traceparent: TRACEPARENT, tracestate: 'a=b' },
      extensions: { tenant: 'xandar', shard: 3, urgent: true },
    });

    expect((await read()).attributes).toMatchObject({
      id: 'groot-1',
      source: '/guardians',
      subject: 'groot',
      time: '2025-12-24T18:00:00.000Z',
      traceparent: TRACEPARENT,
      tracestate: 'a=b',
      tenant: 'xandar',
      shard: 3,
      urgent: true,
    });
  });

  it('sends plain JSON when it is told to, for all events or for one', async () => {
    const { sender, stored } = senderBench({ eventFormat: 'json' });

    await sender.send('guardian.created', { name: 'Groot' });
    await sender.send('guardian.left', undefined);
    await sender.send('guardian.created', {}, { format: 'cloudevents' });

    const bodies = stored().map(({ text }) => JSON.parse(text) as unknown);
    expect(bodies).toEqual([
      { type: 'guardian.created', name: 'Groot' },
      { type: 'guardian.left' },
      expect.objectContaining({ specversion: '1.0' }),
    ]);
  });

  it('encodes in base64 for a receiver that insists on it', async () => {
    const { sender, stored } = senderBench({ messageEncoding: 'base64' });

    await sender.sendBody({ name: 'Groot' });

    expect(stored()[0]!.text).toBe(Buffer.from('{"name":"Groot"}').toString('base64'));
  });

  it('sends the bytes of a text exactly as they are', async () => {
    const { sender, stored } = senderBench();

    await sender.sendBody(Buffer.from('{ "a" : 1 }\n'));

    expect(stored()[0]!.text).toBe('{ "a" : 1 }\n');
  });

  it('hides a message for its delay, and lets it live for its time', async () => {
    const { sender, stored, clock } = senderBench();
    const now = clock.now();

    const sent = await sender.send('a', 1, { delay: '10m', timeToLive: Duration.ofSeconds(3600) });

    expect(stored()).toMatchObject([{ id: sent.id, visibleOn: now + 600_000 }]);
    expect(sent).toMatchObject({
      insertedOn: new Date(now),
      expiresOn: new Date(now + 3_600_000),
    });
  });

  it('lets a message live for ever unless it is told otherwise', async () => {
    const { sender } = senderBench();

    const { expiresOn } = await sender.sendBody('a', { timeToLive: 'never' });

    expect(expiresOn.getUTCFullYear()).toBe(9999);
  });

  it('sends to another queue of the account', async () => {
    const { sender, queue, stored } = senderBench();
    const other = sender.to('weapon-events');

    await other.send('weapon.forged', 'Godslayer');
    await other.to(queue.name).send('guardian.created', 'Groot');

    expect(other.queueName).toBe('weapon-events');
    expect(stored()).toHaveLength(1);
    expect(() => sender.to('Weapons')).toThrow(
      /^"Weapons" is not a queue name\. Azure wants 3 to 63/,
    );
  });

  describe('when storage is unavailable', () => {
    it('repeats a try that certainly had no effect', async () => {
      const { sender, queue, stored, clock } = senderBench();
      vi.spyOn(queue, 'send')
        .mockRejectedValueOnce(unavailable(false))
        .mockRejectedValueOnce(unavailable(false));

      const sending = sender.sendBody('a');
      await clock.advance(10_000);

      await expect(sending).resolves.toMatchObject({ id: stored()[0]!.id });
      expect(stored()).toHaveLength(1);
    });

    it('gives up after three more tries', async () => {
      const { sender, queue, clock } = senderBench();
      const send = vi.spyOn(queue, 'send').mockRejectedValue(unavailable(false));

      const sending = sender.sendBody('a');
      sending.catch(() => {});
      await clock.advance(10_000);

      await expect(sending).rejects.toThrow(QueueUnavailableError);
      expect(send).toHaveBeenCalledTimes(4);
    });

    it('does not repeat a try that may have taken effect, and says so', async () => {
      const { sender, queue } = senderBench();
      const send = vi.spyOn(queue, 'send').mockRejectedValue(unavailable(true));

      await expect(sender.sendBody('a')).rejects.toMatchObject({ mayHaveTakenEffect: true });

      expect(send).toHaveBeenCalledTimes(1);
    });

    it('repeats it all the same when two are better than none, with the same id', async () => {
      const { sender, queue, stored, clock } = senderBench();
      const send = queue.send.bind(queue);
      vi.spyOn(queue, 'send').mockImplementationOnce(async (...args) => {
        await send(...args);
        throw unavailable(true);
      });

      const sending = sender.send('guardian.created', 1, { atLeastOnce: true });
      await clock.advance(10_000);

      await sending;
      const [first, second, ...others] = stored().map(({ text }) => text);
      expect(second).toBe(first);
      expect(others).toEqual([]);
    });

    it('repeats nothing that is refused', async () => {
      const { sender, queue } = senderBench();
      const refused = new QueueAccessError('refused', { queueName: 'q' });
      const send = vi.spyOn(queue, 'send').mockRejectedValue(refused);

      await expect(sender.sendBody('a', { atLeastOnce: true })).rejects.toBe(refused);

      expect(send).toHaveBeenCalledTimes(1);
    });
  });

  describe('sends nothing of', () => {
    it.each([
      ['text', 65_537, /have 65537 bytes in queue "q-.*", and may have 65536\. Put/],
      ['base64', 49_153, /have 65540 bytes in queue .* MessageEncoding=text does not\. Put/],
    ])('what is too large in %s', async (messageEncoding, length, fault) => {
      const { sender, stored } = senderBench({ messageEncoding });

      const sending = sender.sendBody(Buffer.alloc(length, 'a'));

      await expect(sending).rejects.toThrow(MessageTooLargeError);
      await expect(sending).rejects.toThrow(fault);
      expect(stored()).toEqual([]);
    });

    it.each<[string, string, SendEventOptions, string]>([
      ['an empty type', '', {}, 'cannot have the type ""'],
      ['a type with blanks around it', ' a', {}, 'cannot have the type " a"'],
      ['an empty id', 'a', { id: '' }, "The event's id is no text, or an empty one"],
      ['an empty source', 'a', { source: ' ' }, "The event's source is no text, or an empty one"],
      ['an empty subject', 'a', { subject: '' }, "The event's subject is no text, or an empty one"],
      ['an id that is a number', 'a', { id: 1 as never }, "The event's id is no text"],
      ['a time in words', 'a', { time: 'today' as never }, 'not a valid date'],
      ['no date', 'a', { time: new Date(NaN) }, 'not a valid date'],
      ['a broken traceparent', 'a', { traceContext: { traceparent: 'x' } }, 'traceparent is not'],
      ['an extension in capitals', 'a', { extensions: { tenantId: 1 } }, '"tenantId" cannot be'],
      ['an extension that has a meaning', 'a', { extensions: { data: 1 } }, '"data" cannot be'],
      ['an extension with a fraction', 'a', { extensions: { part: 0.5 } }, '"part" cannot be'],
      ['no delay', 'a', { delay: 'soon' }, 'The delay is not a duration'],
      ['too long a delay', 'a', { delay: '8d' }, 'The delay of 8d is out of bounds'],
      ['no time to live', 'a', { timeToLive: 'long' }, 'The time to live is not a duration'],
      ['too short a life', 'a', { timeToLive: 0 }, 'The time to live of 0s is out of bounds'],
      ['a delay past its life', 'a', { delay: 60, timeToLive: 60 }, 'would never be seen'],
      ['a delay to the same second', 'a', { delay: 1.2, timeToLive: 1.8 }, 'would never be seen'],
      ['a subject in plain JSON', 'a', { format: 'json', subject: 'b' }, 'no place for subject'],
    ])('an event with %s', async (_what, type, options, fault) => {
      const { sender, stored } = senderBench();

      const sending = sender.send(type, {}, options);

      await expect(sending).rejects.toThrow(UnsendableMessageError);
      await expect(sending).rejects.toThrow(fault);
      expect(stored()).toEqual([]);
    });

    it.each([
      ['a list', [1], 'must be an object'],
      ['bytes', Buffer.from('a'), 'must be an object'],
      ['data of another type', { type: 'b' }, 'something else in "type"'],
      ['data whose type is no text', { type: { a: 1 } }, 'something else in "type"'],
      [
        'an envelope',
        { specversion: '1.0', id: '1', source: '/' },
        'looks like an envelope of CloudEvents',
      ],
    ])('%s as plain JSON', async (_what, data, fault) => {
      const { sender, stored } = senderBench({ eventFormat: 'json' });

      await expect(sender.send('a', data)).rejects.toThrow(fault);

      expect(stored()).toEqual([]);
    });

    it.each([
      ['meta.kind', {}],
      ['KIND', {}],
      ['data.kind', { kind: 'b' }],
      ['data.kind', 'text'],
      ['source', {}],
    ])('a CloudEvent whose type would not be found in %s', async (eventTypeField, data) => {
      const { sender, stored } = senderBench({ eventTypeField });

      await expect(sender.send('a', data)).rejects.toThrow(
        `EventTypeField says that the receiver looks for the type in "${eventTypeField}"`,
      );

      expect(stored()).toEqual([]);
    });

    const circular: Record<string, unknown> = {};
    circular['self'] = circular;

    it.each([
      ['a circle', circular, /written as JSON: TypeError: Converting circular/],
      ['a BigInt', { n: 1n }, /written as JSON: TypeError: /],
      ['a function', () => {}, /written as JSON: it is function\.$/],
      ['nothing', undefined, /written as JSON: it is undefined\.$/],
      ['bytes that are no text', Uint8Array.of(0xff), /need MessageEncoding=base64/],
    ])('%s as a body', async (_what, body, fault) => {
      const { sender, stored } = senderBench();

      await expect(sender.sendBody(body)).rejects.toThrow(fault);

      expect(stored()).toEqual([]);
    });
  });
});
