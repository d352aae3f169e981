import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { InspectableQueueService } from './inspectable-queue.js';

/** What the contract needs to know of an adapter. */
export interface InspectableAdapter {
  readonly service: InspectableQueueService;
  /** Lets time pass for the queues of the service. */
  readonly elapse: (milliseconds: number) => Promise<void>;
}

const LEASE = 30_000;

/** What every adapter does alike for those who look without touching. */
export function describeInspectableQueue(name: string, open: () => InspectableAdapter): void {
  describe(`InspectableQueue contract: ${name}`, { concurrent: true }, () => {
    const arrange = async (...texts: readonly string[]) => {
      const { service, elapse } = open();
      const queue = service.getQueue(`q-${randomUUID()}`);
      for (const text of texts) await queue.send(text);
      return { queue, elapse };
    };

    describe('peek()', () => {
      it('shows the first messages as they are, and takes and counts nothing', async () => {
        const { queue } = await arrange('a', 'b', 'c');

        const peeked = [await queue.peek(2), await queue.peek(2)];

        expect(peeked[0]).toMatchObject([
          { text: 'a', dequeueCount: 0 },
          { text: 'b', dequeueCount: 0 },
        ]);
        expect(peeked[1]).toEqual(peeked[0]);
        const received = await queue.receive({ maxMessages: 32, lease: LEASE });
        expect(received.map(({ dequeueCount }) => dequeueCount)).toEqual([1, 1, 1]);
        const [{ id, insertedOn, expiresOn }] = received as [(typeof received)[0]];
        expect(peeked[0]![0]).toMatchObject({ id, insertedOn, expiresOn });
      });

      it('gives no receipt away', async () => {
        const { queue } = await arrange('a');

        const [peeked] = await queue.peek(1);

        expect(peeked).not.toHaveProperty('popReceipt');
      });

      it('does not show what is leased or delayed, until it is visible again', async () => {
        const { queue, elapse } = await arrange('a');
        await queue.receive({ maxMessages: 1, lease: 1_000 });
        await queue.send('b', { delay: 1_000 });

        await expect(queue.peek(32)).resolves.toEqual([]);
        await elapse(1_200);
        await expect(queue.peek(32)).resolves.toHaveLength(2);
      });

      it('shows how often a message was received', async () => {
        const { queue } = await arrange('a');
        const [message] = await queue.receive({ maxMessages: 1, lease: LEASE });
        await queue.release(message!, 0);

        await expect(queue.peek(1)).resolves.toMatchObject([{ id: message!.id, dequeueCount: 1 }]);
      });

      it('shows nothing of a queue that is missing, and does not create it', async () => {
        const { queue } = await arrange();

        await expect(queue.peek(1)).resolves.toEqual([]);

        await expect(queue.properties()).resolves.toBeUndefined();
      });
    });

    describe('properties()', () => {
      it('counts messages, those that nobody sees included', async () => {
        const { queue } = await arrange('a', 'b');
        await queue.receive({ maxMessages: 1, lease: LEASE });
        await queue.send('c', { delay: LEASE });

        await expect(queue.properties()).resolves.toMatchObject({ approximateCount: 3 });
      });

      it('tells the time by which the queue stamps its messages', async () => {
        const { queue } = await arrange('a');

        const { serverTime } = (await queue.properties())!;

        const [peeked] = await queue.peek(1);
        const age = serverTime.getTime() - peeked!.insertedOn.getTime();
        expect(age).toBeGreaterThanOrEqual(0);
        expect(age).toBeLessThan(60_000);
      });

      it('knows a queue that is empty from one that is missing', async () => {
        const { queue } = await arrange();
        await expect(queue.properties()).resolves.toBeUndefined();

        await queue.receive({ maxMessages: 1, lease: LEASE });

        await expect(queue.properties()).resolves.toMatchObject({ approximateCount: 0 });
      });
    });

    describe('settling a message that nobody knows', () => {
      const stranger = { id: randomUUID(), popReceipt: 'AgAAAAMAAAAAAAAAFW+Ss0hc2wE=' };

      it.each(['complete', 'release', 'renew'] as const)(
        'by %s() is told as a lost lease, and touches nothing',
        async (settle) => {
          const { queue } = await arrange('a');

          await expect(queue[settle](stranger, 0)).rejects.toMatchObject({
            name: 'LeaseLostError',
          });

          await expect(queue.peek(1)).resolves.toMatchObject([{ text: 'a', dequeueCount: 0 }]);
        },
      );
    });
  });
}
