import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LeaseLostError } from './errors/lease-lost.error.js';
import { MessageTooLargeError } from './errors/message-too-large.error.js';
import type { QueueService, ReceivedMessage } from './message-queue.js';

/** What the contract needs to know of an adapter. */
export interface Adapter {
  readonly service: QueueService;
  /** Lets time pass for the queues of the service. */
  readonly elapse: (milliseconds: number) => Promise<void>;
}

const LEASE = 30_000;

/** What every adapter of the port does alike. Run against each, so that the memory queue is true to the service. */
export function describeMessageQueue(name: string, open: () => Adapter): void {
  describe(`MessageQueue contract: ${name}`, { concurrent: true }, () => {
    /** A queue of its own for each test, so that all can wait for their leases side by side. */
    const arrange = () => {
      const { service, elapse } = open();
      const queue = service.getQueue(`q-${randomUUID()}`);
      const receiveAll = (lease = LEASE): Promise<ReceivedMessage[]> =>
        queue.receive({ maxMessages: 32, lease });
      const receiveOne = async (lease = LEASE): Promise<ReceivedMessage> => {
        const [message] = await queue.receive({ maxMessages: 1, lease });
        if (message === undefined) throw new Error('The queue shows no message.');
        return message;
      };
      return { service, queue, elapse, receiveAll, receiveOne };
    };

    describe('receive()', () => {
      it('finds nothing in a queue that does not exist, and creates it', async () => {
        const { service } = arrange();
        const missing = service.getQueue(`q-${randomUUID()}`);

        const messages = await missing.receive({ maxMessages: 1, lease: LEASE });

        expect(messages).toEqual([]);
        await expect(missing.receive({ maxMessages: 1, lease: LEASE })).resolves.toEqual([]);
      });

      it('leases what was sent, with its text untouched', async () => {
        const { queue, receiveOne } = arrange();
        await queue.send('{"name":"Groot & <friends>\tŁ"}');

        const message = await receiveOne();

        expect(message).toMatchObject({ text: '{"name":"Groot & <friends>\tŁ"}', dequeueCount: 1 });
        expect(message.id).not.toBe('');
        expect(message.insertedOn).toBeInstanceOf(Date);
        expect(message.expiresOn.getTime()).toBeGreaterThan(message.insertedOn.getTime());
      });

      it('hides a leased message from everybody else', async () => {
        const { queue, receiveAll, receiveOne } = arrange();
        await queue.send('a');
        await receiveOne();

        const messages = await receiveAll();

        expect(messages).toEqual([]);
      });

      it('shows the message again when its lease ran out, and counts the delivery', async () => {
        const { queue, elapse, receiveOne } = arrange();
        await queue.send('a');
        const first = await receiveOne(1_000);
        await elapse(1_200);

        const second = await receiveOne();

        expect(second).toMatchObject({ id: first.id, dequeueCount: 2 });
        expect(second.popReceipt).not.toBe(first.popReceipt);
      });

      it('takes no more than asked for, in the order in which they were sent', async () => {
        const { queue } = arrange();
        for (const text of ['a', 'b', 'c']) await queue.send(text);

        const messages = await queue.receive({ maxMessages: 2, lease: LEASE });

        expect(messages.map(({ text }) => text)).toEqual(['a', 'b']);
      });
    });

    describe('renew()', () => {
      it('makes the lease last from now and replaces the receipt', async () => {
        const { queue, elapse, receiveAll, receiveOne } = arrange();
        await queue.send('a');
        const message = await receiveOne(1_000);

        const renewed = await queue.renew(message, LEASE);

        await elapse(1_200);
        expect(renewed).toMatchObject({ id: message.id });
        expect(renewed.popReceipt).not.toBe(message.popReceipt);
        await expect(receiveAll()).resolves.toEqual([]);
        await expect(queue.renew(message, LEASE)).rejects.toThrow(LeaseLostError);
      });

      it('leaves text and dequeue count alone', async () => {
        const { queue, receiveOne } = arrange();
        await queue.send('a');
        const message = await receiveOne();
        const renewed = await queue.renew(message, LEASE);
        await queue.release(renewed, 0);

        const again = await receiveOne();

        expect(again).toMatchObject({ text: 'a', dequeueCount: 2 });
      });

      it('still works after the lease ran out as long as nobody else received the message', async () => {
        const { queue, elapse, receiveAll, receiveOne } = arrange();
        await queue.send('a');
        const message = await receiveOne(1_000);
        await elapse(1_200);

        const renewed = await queue.renew(message, LEASE);

        expect(renewed.id).toBe(message.id);
        await expect(receiveAll()).resolves.toEqual([]);
      });

      it('makes the first of two renewals with one receipt win', async () => {
        const { queue, receiveOne } = arrange();
        await queue.send('a');
        const message = await receiveOne();

        const results = await Promise.allSettled([
          queue.renew(message, LEASE),
          queue.renew(message, LEASE),
        ]);

        expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      });

      describe('with a text', () => {
        it.each([
          ['a text', '{"step":1}'],
          ['unicode, quotes and markup', '"Łódź" 🌳 \' \\ <a b="c">&amp;</a> ]]>\t\n '],
          ['nothing', ''],
          ['64 KiB, counted in UTF-8 and before XML makes it longer', `é${'"'.repeat(65_534)}`],
        ])('replaces the text under the lease: %s', async (_what, text) => {
          const { queue, receiveAll, receiveOne } = arrange();
          await queue.send('{"step":0}');
          const message = await receiveOne();

          const renewed = await queue.renew(message, LEASE, { text });

          await expect(receiveAll()).resolves.toEqual([]);
          await queue.release(renewed, 0);
          const { id, insertedOn, expiresOn } = message;
          await expect(receiveOne()).resolves.toMatchObject({
            id,
            text,
            dequeueCount: 2,
            insertedOn,
            expiresOn,
          });
        });

        it('makes the lease last from now and replaces the receipt', async () => {
          const { queue, elapse, receiveAll, receiveOne } = arrange();
          await queue.send('a');
          const message = await receiveOne(1_000);

          const renewed = await queue.renew(message, LEASE, { text: 'b' });

          await elapse(1_200);
          expect(renewed.popReceipt).not.toBe(message.popReceipt);
          await expect(receiveAll()).resolves.toEqual([]);
          await expect(queue.renew(message, LEASE, { text: 'c' })).rejects.toThrow(LeaseLostError);
          await expect(queue.complete(renewed)).resolves.toBeUndefined();
        });

        it('keeps the text that it was given over renewals without one', async () => {
          const { queue, receiveOne } = arrange();
          await queue.send('a');
          const message = await receiveOne();

          const first = await queue.renew(message, LEASE, { text: 'b' });
          const second = await queue.renew(first, LEASE);
          await queue.release(second, 0);

          await expect(receiveOne()).resolves.toMatchObject({ text: 'b' });
        });

        it('refuses 64 KiB and one byte more, and leaves text and receipt as they were', async () => {
          const { queue, receiveOne } = arrange();
          await queue.send('a');
          const message = await receiveOne();

          const renewal = queue.renew(message, LEASE, { text: `${'é'.repeat(32_768)}!` });

          await expect(renewal).rejects.toThrow(MessageTooLargeError);
          await expect(renewal).rejects.toThrow('65537 bytes');
          await queue.release(message, 0);
          await expect(receiveOne()).resolves.toMatchObject({ text: 'a', dequeueCount: 2 });
        });

        it('does not make the lease longer when it refuses', async () => {
          const { queue, elapse, receiveAll, receiveOne } = arrange();
          await queue.send('a');
          const message = await receiveOne(1_000);

          const renewal = queue.renew(message, LEASE, { text: 'x'.repeat(65_537) });
          await expect(renewal).rejects.toThrow(MessageTooLargeError);

          await expect(receiveAll()).resolves.toEqual([]);
          await elapse(1_200);
          await expect(receiveAll()).resolves.toMatchObject([{ text: 'a', dequeueCount: 2 }]);
        });

        it('leaves the text to whoever has the message', async () => {
          const { queue, elapse, receiveOne } = arrange();
          await queue.send('a');
          const mine = await receiveOne(1_000);
          await elapse(1_200);
          const theirs = await receiveOne();

          const renewal = queue.renew(mine, LEASE, { text: 'mine' });

          await expect(renewal).rejects.toThrow(LeaseLostError);
          await queue.release(theirs, 0);
          await expect(receiveOne()).resolves.toMatchObject({ text: 'a', dequeueCount: 3 });
        });
      });
    });

    describe('release()', () => {
      it('shows the message at once', async () => {
        const { queue, receiveOne } = arrange();
        await queue.send('a');
        const message = await receiveOne();

        await queue.release(message, 0);

        await expect(receiveOne()).resolves.toMatchObject({ id: message.id, dequeueCount: 2 });
      });

      it('shows the message after the delay, and not before', async () => {
        const { queue, elapse, receiveAll, receiveOne } = arrange();
        await queue.send('a');
        const message = await receiveOne();

        await queue.release(message, 1_000);

        await expect(receiveAll()).resolves.toEqual([]);
        await elapse(1_200);
        await expect(receiveOne()).resolves.toMatchObject({ id: message.id });
      });
    });

    describe('complete()', () => {
      it('deletes the message for good', async () => {
        const { queue, elapse, receiveAll, receiveOne } = arrange();
        await queue.send('a');
        const message = await receiveOne(1_000);

        await queue.complete(message);

        await elapse(1_200);
        await expect(receiveAll()).resolves.toEqual([]);
      });
    });

    describe('a lost lease', () => {
      const settles = ['renew', 'release', 'complete'] as const;

      it.each(settles)(
        'is told by %s() when somebody else received the message',
        async (settle) => {
          const { queue, elapse, receiveOne } = arrange();
          await queue.send('a');
          const mine = await receiveOne(1_000);
          await elapse(1_200);
          const theirs = await receiveOne();

          await expect(queue[settle](mine, 1_000)).rejects.toThrow(LeaseLostError);

          await expect(queue.complete(theirs)).resolves.toBeUndefined();
        },
      );

      it.each(settles)('is told by %s() when the message is gone', async (settle) => {
        const { queue, receiveOne } = arrange();
        await queue.send('a');
        const message = await receiveOne();
        await queue.complete(message);

        await expect(queue[settle](message, 1_000)).rejects.toThrow(LeaseLostError);
      });

      it('names the queue and the message', async () => {
        const { queue, receiveOne } = arrange();
        await queue.send('a');
        const message = await receiveOne();
        await queue.complete(message);

        const error = await queue.complete(message).catch((caught: unknown) => caught);

        expect(error).toMatchObject({ name: 'LeaseLostError', queueName: queue.name });
        expect((error as Error).message).toContain(message.id);
      });
    });

    describe('send()', () => {
      it('creates the queue when it is missing', async () => {
        const { service } = arrange();
        const missing = service.getQueue(`q-${randomUUID()}`);

        await missing.send('a');

        await expect(missing.receive({ maxMessages: 1, lease: LEASE })).resolves.toMatchObject([
          { text: 'a' },
        ]);
      });

      it('keeps a message for ever unless it is told otherwise', async () => {
        const { queue, receiveOne } = arrange();
        await queue.send('a');

        const { expiresOn } = await receiveOne();

        expect(expiresOn.getUTCFullYear()).toBe(9999);
      });

      it('drops a message when its time to live is over, leased or not', async () => {
        const { queue, elapse, receiveOne } = arrange();
        await queue.send('a', { timeToLive: 1_000 });
        const message = await receiveOne();
        await elapse(2_200);

        await expect(queue.complete(message)).rejects.toThrow(LeaseLostError);
      });

      it('hides a message for the delay it is sent with', async () => {
        const { queue, elapse, receiveAll } = arrange();
        await queue.send('a', { delay: 1_000 });

        await expect(receiveAll()).resolves.toEqual([]);
        await elapse(1_200);
        await expect(receiveAll()).resolves.toHaveLength(1);
      });

      it('takes a text of 64 KiB, counted in UTF-8', async () => {
        const { queue, receiveOne } = arrange();
        // Of several bytes only the first: Azurite spoils such a character where two pieces of a request meet.
        const text = `é${'e'.repeat(65_534)}`;

        await queue.send(text);

        await expect(receiveOne()).resolves.toMatchObject({ text });
      });

      it('refuses a text of one byte more', async () => {
        const { queue } = arrange();
        const text = `é${'e'.repeat(65_535)}`;

        const sending = queue.send(text);

        await expect(sending).rejects.toThrow(MessageTooLargeError);
        await expect(sending).rejects.toThrow('65537 bytes');
      });
    });
  });
}
