import { describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../clock/manual-clock.js';
import type { QueueMessage } from '../message/queue-message.js';
import { LeaseLostError } from '../queue/errors/lease-lost.error.js';
import { MessageTooLargeError } from '../queue/errors/message-too-large.error.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import type { MessageHandle, MessageQueue } from '../queue/message-queue.js';
import { Delivery } from './delivery.js';
import { deliveryBench, hanging, working, type DeliveryBench } from './delivery.fixture.js';
import type { PoisonEnvelope } from './poison-envelope.js';

const OUT_OF_WEAPONS = new Error('out of weapons');

/** Saves progress, then fails. */
const savingAndFailing =
  (...steps: unknown[]) =>
  async (message: QueueMessage): Promise<never> => {
    for (const step of steps) await message.saveProgress(step);
    throw OUT_OF_WEAPONS;
  };

/** Delivers the message twice; tells what the second delivery is given. */
async function deliverTwice({ execute, deliver }: DeliveryBench): Promise<QueueMessage> {
  await deliver();
  execute.mockImplementation(() => {});
  await deliver();
  return execute.mock.calls.at(-1)![0];
}

/** Somebody else takes the message, as if its lease had run out. */
async function takeAway({ queue }: DeliveryBench): Promise<void> {
  const { id, popReceipt } = queue.messages[0]!;
  await queue.release({ id, popReceipt }, 0);
  await queue.receive({ maxMessages: 1, lease: 3_600_000 });
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

describe('saveProgress()', () => {
  it('makes the delivery after a failed one begin from it', async () => {
    const bench = deliveryBench({}, savingAndFailing({ step: 1 }, { step: 2 }));
    await bench.queue.send('{"step":0}');

    const second = await deliverTwice(bench);

    expect(second).toMatchObject({ body: { step: 2 }, text: '{"step":2}', dequeueCount: 2 });
    expect(bench.queue.messages).toEqual([]);
  });

  it('makes the delivery after a crash begin from it', async () => {
    const bench = deliveryBench();
    const { queue, clock, context, execute, deliver } = bench;
    await queue.send('{"step":0}');
    execute.mockImplementationOnce(async (message) => {
      await message.saveProgress({ step: 1 });
      return hanging();
    });
    // The time of a process that was killed stands still, so that it renews nothing any more.
    const killed = { ...context, clock: new ManualClock() };
    const [message] = await queue.receive({ maxMessages: 1, lease: 30_000 });
    void new Delivery(killed, message!, killed.clock.now()).run(new AbortController().signal);
    await clock.advance(30_000);

    const report = await deliver();

    expect(report).toMatchObject({ outcome: 'completed', dequeueCount: 2 });
    expect(execute.mock.calls[1]?.[0]).toMatchObject({ body: { step: 1 } });
  });

  it('makes the delivery after an aborted one begin from it', async () => {
    const bench = deliveryBench({}, async (message, signal) => {
      await message.saveProgress({ step: 1 });
      await working(bench.clock, 60_000)(message, signal);
    });
    await bench.queue.send('{"step":0}');
    const abort = new AbortController();

    const delivery = bench.deliver(abort.signal);
    await bench.clock.advance(1_000);
    abort.abort(new Error('the process ends'));
    await delivery;

    expect(bench.queue.messages).toMatchObject([{ text: '{"step":1}' }]);
  });

  it('does not change what this delivery was given', async () => {
    const bench = deliveryBench({}, (message) => message.saveProgress({ step: 1 }));
    await bench.queue.send('{"step":0}');

    await bench.deliver();

    expect(bench.execute.mock.calls[0]?.[0]).toMatchObject({
      body: { step: 0 },
      text: '{"step":0}',
    });
    expect(bench.queue.messages).toEqual([]);
  });

  it('renews the lease as well', async () => {
    const bench = deliveryBench({ visibilityTimeout: '30s' }, async (message, signal) => {
      await working(bench.clock, 14_000)(message, signal);
      await message.saveProgress({ step: 1 });
      await working(bench.clock, 60_000)(message, signal);
    });
    const renew = vi.spyOn(bench.queue, 'renew');
    await bench.queue.send('{"step":0}');

    const delivery = bench.deliver();
    await bench.clock.advance(28_999);
    const renewals = renew.mock.calls.length;
    const visibleOn = bench.queue.messages[0]!.visibleOn;
    await bench.clock.advance(60_000);

    expect(renewals).toBe(1);
    expect(visibleOn).toBe(bench.clock.now() - 88_999 + 44_000);
    expect(await delivery).toMatchObject({ outcome: 'completed' });
  });

  describe('writes', () => {
    it.each([
      [
        'an object',
        { step: 1, name: 'Groot "Łódź" 🌳\n' },
        '{"step":1,"name":"Groot \\"Łódź\\" 🌳\\n"}',
      ],
      ['a list', [1, 'two', null], '[1,"two",null]'],
      ['a text', 'the third page', 'the third page'],
      ['an empty text', '', ''],
      ['a number', 7, '7'],
      ['null', null, 'null'],
      ['bytes of a text', Buffer.from('the third page'), 'the third page'],
    ])('%s as text where the message was text', async (_what, progress, written) => {
      const bench = deliveryBench({}, savingAndFailing(progress));
      await bench.queue.send('{"step":0}');

      await bench.deliver();

      expect(bench.queue.messages).toMatchObject([{ text: written }]);
    });

    it.each([
      ['an object', { step: 1, name: 'Groot 🌳' }, { step: 1, name: 'Groot 🌳' }],
      ['a text', 'the third page', 'the third page'],
      ['a text like base64', base64('Groot'), base64('Groot')],
      ['bytes of a text', Buffer.from('the third page'), 'the third page'],
    ])('%s as base64 where the message was base64', async (_what, progress, body) => {
      const bench = deliveryBench({}, savingAndFailing(progress));
      await bench.queue.send(base64({ step: 0 }));

      await bench.deliver();
      const { text } = bench.queue.messages[0]!;
      bench.execute.mockImplementation(() => {});
      await bench.deliver();

      expect(text).toMatch(/^[A-Za-z0-9+/]+=*$/);
      expect(bench.execute.mock.calls[1]?.[0]).toMatchObject({ body });
    });

    it('bytes that are no text, for a queue whose MessageEncoding is base64', async () => {
      const bytes = Buffer.from([0x00, 0xff, 0xfe, 0x0d]);
      const bench = deliveryBench({ messageEncoding: 'base64' }, savingAndFailing(bytes));
      await bench.queue.send(base64({ step: 0 }));

      const second = await deliverTwice(bench);

      expect(second.body).toEqual(bytes);
    });

    it('a text that looks like base64 so that it comes back as it was', async () => {
      const bench = deliveryBench({}, savingAndFailing(base64('Groot')));
      await bench.queue.send('{"step":0}');

      const second = await deliverTwice(bench);

      expect(second.body).toBe(base64('Groot'));
    });
  });

  describe('keeps the envelope', () => {
    const cloudEvent = {
      specversion: '1.0',
      id: '1',
      source: '/guardians',
      type: 'guardian.created',
      subject: 'Groot',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    };
    const eventGridEvent = {
      id: '1',
      topic: '/guardians',
      subject: 'Groot',
      eventType: 'guardian.created',
      eventTime: '2026-01-01T00:00:00Z',
      dataVersion: '1',
    };

    it.each([
      ['a CloudEvent', { ...cloudEvent, data: { step: 0 } }, cloudEvent],
      [
        'a CloudEvent that carries bytes',
        { ...cloudEvent, data_base64: base64({ step: 0 }) },
        cloudEvent,
      ],
      ['a CloudEvent without data', cloudEvent, cloudEvent],
      ['Event Grid', { ...eventGridEvent, data: { step: 0 } }, eventGridEvent],
    ])('of %s', async (_what, event, attributes) => {
      const bench = deliveryBench({}, savingAndFailing({ step: 1 }));
      await bench.queue.send(base64(event));

      const second = await deliverTwice(bench);

      expect(second).toMatchObject({ type: 'guardian.created', body: { step: 1 } });
      expect(second.attributes).toStrictEqual(attributes);
      expect(JSON.parse(second.text)).toStrictEqual({ ...attributes, data: { step: 1 } });
    });

    it('around a text', async () => {
      const bench = deliveryBench({}, savingAndFailing('the third page'));
      await bench.queue.send(JSON.stringify({ ...cloudEvent, data: { step: 0 } }));

      const second = await deliverTwice(bench);

      expect(second).toMatchObject({ type: 'guardian.created', body: 'the third page' });
    });

    it('over several deliveries', async () => {
      const bench = deliveryBench({}, (message) => {
        const { step } = message.body as { step: number };
        return savingAndFailing({ step: step + 1 })(message);
      });
      await bench.queue.send(base64({ ...cloudEvent, data: { step: 0 } }));
      await bench.deliver();
      await bench.deliver();
      await bench.deliver();

      const bodies = bench.execute.mock.calls.map(([{ type, body }]) => ({ type, body }));

      const type = 'guardian.created';
      expect(bodies).toEqual([0, 1, 2].map((step) => ({ type, body: { step } })));
    });
  });

  describe('of more than a message holds', () => {
    const tooLarge = { text: 'x'.repeat(65_536) };

    it('fails the executor, and leaves the message as it was', async () => {
      const bench = deliveryBench({}, savingAndFailing({ step: 1 }, tooLarge));
      await bench.queue.send('{"step":0}');

      const report = await bench.deliver();

      expect(report).toMatchObject({ outcome: 'released' });
      expect(report.error).toBeInstanceOf(MessageTooLargeError);
      expect(bench.queue.messages).toMatchObject([{ text: '{"step":1}' }]);
    });

    it('lets an executor go on that knows how to', async () => {
      const bench = deliveryBench({}, async (message, signal) => {
        await message.saveProgress(tooLarge).catch(() => {});
        await working(bench.clock, 60_000)(message, signal);
        await message.saveProgress({ step: 1 });
        throw OUT_OF_WEAPONS;
      });
      await bench.queue.send('{"step":0}');

      const delivery = bench.deliver();
      await bench.clock.advance(60_000);

      expect(await delivery).toMatchObject({ outcome: 'released', error: OUT_OF_WEAPONS });
      expect(bench.queue.messages).toMatchObject([{ text: '{"step":1}', dequeueCount: 1 }]);
    });
  });

  describe('when somebody else has the message', () => {
    it('fails, and aborts the executor with that reason', async () => {
      const bench = deliveryBench({}, async (message) => {
        await takeAway(bench);
        await message.saveProgress({ step: 1 });
      });
      await bench.queue.send('{"step":0}');

      const report = await bench.deliver();

      expect(report).toMatchObject({ outcome: 'lease-lost' });
      expect(report.error).toBeInstanceOf(LeaseLostError);
      expect(bench.execute.mock.calls[0]?.[1].reason).toBe(report.error);
      expect(bench.queue.messages).toMatchObject([{ text: '{"step":0}', dequeueCount: 2 }]);
    });

    it.each([
      ['ends well', () => {}],
      [
        'fails with something else',
        () => {
          throw OUT_OF_WEAPONS;
        },
      ],
    ])('settles nothing even if the executor %s then', async (_how, end) => {
      const bench = deliveryBench({ maxDequeueCount: 1 }, async (message) => {
        await takeAway(bench);
        await message.saveProgress({ step: 1 }).catch(() => {});
        end();
      });
      await bench.queue.send('{"step":0}');

      const report = await bench.deliver();

      expect(report).toMatchObject({ outcome: 'lease-lost' });
      expect(bench.queue.messages).toHaveLength(1);
      expect(bench.poisonQueue.messages).toEqual([]);
    });

    it('fails every time from then on, without asking storage again', async () => {
      const faults: unknown[] = [];
      const bench = deliveryBench({}, async (message) => {
        await takeAway(bench);
        for (const step of [1, 2, 3]) {
          await message.saveProgress({ step }).catch((fault) => faults.push(fault));
        }
      });
      const renew = vi.spyOn(bench.queue, 'renew');
      await bench.queue.send('{"step":0}');

      await bench.deliver();

      const [fault] = faults;
      expect(fault).toBeInstanceOf(LeaseLostError);
      expect(fault).toMatchObject({ code: 'PopReceiptMismatch' });
      expect(faults).toEqual([fault, fault, fault]);
      expect(renew).toHaveBeenCalledTimes(1);
    });
  });

  it('tells when storage gave no answer, and the delivery goes on', async () => {
    const faults: unknown[] = [];
    const bench = deliveryBench({}, async (message, signal) => {
      await message.saveProgress({ step: 1 }).catch((fault) => faults.push(fault));
      await working(bench.clock, 60_000)(message, signal);
    });
    const unavailable = new QueueUnavailableError('no answer', {
      queueName: 'q',
      mayHaveTakenEffect: false,
    });
    vi.spyOn(bench.queue, 'renew').mockRejectedValueOnce(unavailable);
    await bench.queue.send('{"step":0}');

    const delivery = bench.deliver();
    await bench.clock.advance(60_000);

    expect(faults).toEqual([unavailable]);
    expect(await delivery).toMatchObject({ outcome: 'completed' });
  });

  it('makes the receipt doubtful when its answer is lost: a stale one is then no answer to an uncertain deletion', async () => {
    const lost = () =>
      new QueueUnavailableError('no answer', { queueName: 'q', mayHaveTakenEffect: true });
    const bench = deliveryBench({}, (message) => message.saveProgress({ step: 1 }).catch(() => {}));
    const renew = bench.queue.renew.bind(bench.queue);
    vi.spyOn(bench.queue, 'renew').mockImplementationOnce(async (...call) => {
      await renew(...call);
      throw lost();
    });
    vi.spyOn(bench.queue, 'complete').mockRejectedValueOnce(lost());
    await bench.queue.send('{"step":0}');

    const delivery = bench.deliver();
    await bench.clock.advance(1_000);

    expect(await delivery).toMatchObject({ outcome: 'lease-lost' });
    expect(bench.queue.messages).toHaveLength(1);
  });

  describe('called several times at once', () => {
    it('lets the last one win, and makes one call to storage after the other', async () => {
      const bench = deliveryBench({ visibilityTimeout: '10s' }, async (message, signal) => {
        await working(bench.clock, 4_500)(message, signal);
        await Promise.all([1, 2, 3].map((step) => message.saveProgress({ step })));
        await working(bench.clock, 30_000)(message, signal);
        throw OUT_OF_WEAPONS;
      });
      const renew = bench.queue.renew.bind(bench.queue);
      const receipts: string[] = [];
      let underWay = 0;
      let most = 0;
      vi.spyOn(bench.queue, 'renew').mockImplementation(async (handle, ...rest) => {
        most = Math.max(most, ++underWay);
        receipts.push(handle.popReceipt);
        await bench.clock.sleep(1_000);
        underWay -= 1;
        return renew(handle, ...rest);
      });
      await bench.queue.send('{"step":0}');

      const delivery = bench.deliver();
      await bench.clock.advance(60_000);

      expect(await delivery).toMatchObject({ outcome: 'released', error: OUT_OF_WEAPONS });
      expect(bench.queue.messages).toMatchObject([{ text: '{"step":3}' }]);
      expect(most).toBe(1);
      expect(receipts.length).toBeGreaterThan(5);
      expect(new Set(receipts).size).toBe(receipts.length);
    });

    it('leaves the last one that was possible when another is too large', async () => {
      const bench = deliveryBench({}, async (message) => {
        const steps = [{ step: 1 }, 'x'.repeat(65_537), { step: 2 }, 'x'.repeat(65_537)];
        await Promise.allSettled(steps.map((step) => message.saveProgress(step)));
        throw OUT_OF_WEAPONS;
      });
      await bench.queue.send('{"step":0}');

      await bench.deliver();

      expect(bench.queue.messages).toMatchObject([{ text: '{"step":2}' }]);
    });
  });

  describe('called by an executor that has ended', () => {
    /** Delivers a message, and hands out what its executor was given. */
    const afterwards = async (bench: DeliveryBench): Promise<QueueMessage> => {
      await bench.queue.send('{"step":0}');
      await bench.deliver();
      return bench.execute.mock.calls[0]![0];
    };

    it('does not bring a completed message back', async () => {
      const bench = deliveryBench();
      const message = await afterwards(bench);

      const saving = message.saveProgress({ step: 1 });

      await expect(saving).rejects.toThrow(LeaseLostError);
      await expect(saving).rejects.toThrow('is over');
      expect(bench.queue.messages).toEqual([]);
    });

    it('does not touch a released message', async () => {
      const bench = deliveryBench({ retryDelay: '5m' }, savingAndFailing());
      const message = await afterwards(bench);
      const [before] = structuredClone(bench.queue.messages);

      const saving = message.saveProgress({ step: 1 });

      await expect(saving).rejects.toThrow(LeaseLostError);
      expect(bench.queue.messages).toEqual([before]);
    });

    it('does not touch a poisoned message', async () => {
      const bench = deliveryBench({ maxDequeueCount: 1 }, savingAndFailing());
      const message = await afterwards(bench);

      const saving = message.saveProgress({ step: 1 });

      await expect(saving).rejects.toThrow(LeaseLostError);
      expect(bench.queue.messages).toEqual([]);
      expect(bench.poisonQueue.messages).toMatchObject([{ text: '{"step":0}' }]);
    });

    it('does not touch a message whose executor was given up', async () => {
      const bench = deliveryBench({ executionTimeout: '10s' }, hanging);
      await bench.queue.send('{"step":0}');
      const delivery = bench.deliver();
      await bench.clock.advance(13_000);
      await delivery;

      const saving = bench.execute.mock.calls[0]![0].saveProgress({ step: 1 });

      await expect(saving).rejects.toThrow(LeaseLostError);
      expect(bench.queue.messages).toMatchObject([{ text: '{"step":0}' }]);
    });

    it.each(['complete', 'release'] as const)(
      'does not disturb a %s() under way',
      async (settle) => {
        const fails = settle === 'release';
        const bench = deliveryBench({}, fails ? savingAndFailing() : () => {});
        const { queue, clock } = bench;
        const call = (queue[settle] as MessageQueue['release']).bind(queue);
        vi.spyOn(queue as MessageQueue, settle).mockImplementation(
          async (handle: MessageHandle, delay = 0) => {
            await clock.sleep(1_000);
            await call(handle, delay);
          },
        );
        await bench.queue.send('{"step":0}');

        const delivery = bench.deliver();
        await bench.clock.advance(500);
        const saving = bench.execute.mock.calls[0]![0].saveProgress({ step: 1 });
        await expect(saving).rejects.toThrow(LeaseLostError);
        await bench.clock.advance(500);

        expect(await delivery).toMatchObject({ outcome: fails ? 'released' : 'completed' });
        expect(bench.queue.messages.map(({ text }) => text)).toEqual(fails ? ['{"step":0}'] : []);
      },
    );

    it('is settled all the same when nobody waited for it', async () => {
      const bench = deliveryBench({}, (message) => void message.saveProgress({ step: 1 }));
      const renew = bench.queue.renew.bind(bench.queue);
      vi.spyOn(bench.queue, 'renew').mockImplementation(async (...rest) => {
        await bench.clock.sleep(1_000);
        return renew(...rest);
      });
      await bench.queue.send('{"step":0}');

      const delivery = bench.deliver();
      await bench.clock.advance(1_000);

      expect(await delivery).toMatchObject({ outcome: 'completed' });
      expect(bench.queue.messages).toEqual([]);
    });
  });

  describe('of a message that is poisoned', () => {
    it('is in the poison queue', async () => {
      const bench = deliveryBench(
        { maxDequeueCount: 1 },
        savingAndFailing({ step: 1 }, { step: 2 }),
      );
      await bench.queue.send(base64({ step: 0 }));

      await bench.deliver();

      expect(bench.queue.messages).toEqual([]);
      expect(bench.poisonQueue.messages).toMatchObject([{ text: base64({ step: 2 }) }]);
    });

    it('is in the envelope', async () => {
      const bench = deliveryBench(
        { maxDequeueCount: 1, poisonFormat: 'envelope' },
        savingAndFailing({ step: 1 }, { step: 2 }),
      );
      await bench.queue.send(base64({ step: 0 }));

      await bench.deliver();

      const { message } = JSON.parse(bench.poisonQueue.messages[0]!.text) as PoisonEnvelope;
      expect(message.text).toBe(base64({ step: 2 }));
    });

    it('is there too when a later one was too large', async () => {
      const bench = deliveryBench(
        { maxDequeueCount: 1 },
        savingAndFailing({ step: 1 }, 'x'.repeat(65_537)),
      );
      await bench.queue.send('{"step":0}');

      await bench.deliver();

      expect(bench.poisonQueue.messages).toMatchObject([{ text: '{"step":1}' }]);
    });

    it('is there when an earlier process saved it and was killed', async () => {
      const bench = deliveryBench({ maxDequeueCount: 1 });
      await bench.queue.send('{"step":0}');
      const [crashed] = await bench.queue.receive({ maxMessages: 1, lease: 1_000 });
      const handle = await bench.queue.renew(crashed!, 1_000, { text: '{"step":1}' });
      await bench.queue.release(handle, 0);

      await bench.deliver();

      expect(bench.poisonQueue.messages).toMatchObject([{ text: '{"step":1}' }]);
    });
  });
});
