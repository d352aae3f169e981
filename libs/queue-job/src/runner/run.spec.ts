import { describe, expect, it, vi } from 'vitest';
import { hanging, working } from '../delivery/delivery.fixture.js';
import { PoisonMessageError } from '../message/errors/poison-message.error.js';
import { FAILED_OUTCOMES, type FailedOutcome } from '../outcome.js';
import { numberOf, runBench, sendMany, untilOver } from './run.fixture.js';
import { Run } from './run.js';

const failing = () => {
  throw new Error('out of weapons');
};

describe('Run', () => {
  describe('of one message', () => {
    it.each([1, 16, 1_000])(
      'asks for exactly one, once, and leaves all others alone: concurrency %i',
      async (concurrency) => {
        const { queue, asks, run } = runBench({ concurrency });
        await sendMany(queue, 3);

        const report = await run();

        expect(report).toMatchObject({ exitCode: 0, counts: { completed: 1 } });
        expect(asks).toMatchObject([{ maxMessages: 1 }]);
        expect(queue.messages).toMatchObject([
          { text: 'message 1', dequeueCount: 0 },
          { text: 'message 2', dequeueCount: 0 },
        ]);
      },
    );

    it('tells once when the first message is leased, before it is executed', async () => {
      const { queue, clock, context, execute } = runBench({ maxMessages: 3 });
      const onFirstMessage = vi.fn<() => void>();
      await sendMany(queue, 3);

      const stop = new AbortController().signal;
      await untilOver(new Run({ ...context, onFirstMessage }, stop).start(), clock);

      expect(execute).toHaveBeenCalledTimes(3);
      expect(onFirstMessage).toHaveBeenCalledOnce();
      expect(onFirstMessage).toHaveBeenCalledBefore(execute);
    });

    it('does not tell so of an empty queue', async () => {
      const { clock, context } = runBench({ maxMessages: 3, idleTimeout: '10s' });
      const onFirstMessage = vi.fn<() => void>();

      const stop = new AbortController().signal;
      await untilOver(new Run({ ...context, onFirstMessage }, stop).start(), clock);

      expect(onFirstMessage).not.toHaveBeenCalled();
    });

    it('ends at once when there is none, and says so', async () => {
      const { queue, asks, logged, told, run } = runBench();

      const report = await run();

      expect(report).toEqual({
        exitCode: 0,
        queueName: queue.name,
        counts: { completed: 0, released: 0, poisoned: 0, 'lease-lost': 0, aborted: 0 },
        deliveries: [],
        duration: 0,
      });
      expect(asks).toHaveLength(1);
      expect(logged).toEqual([`Queue "${queue.name}" is empty: nothing to do.`]);
      expect(told).toEqual([]);
    });

    it('does not try a second time when its delivery failed', async () => {
      const { queue, asks, run } = runBench({}, failing);
      await queue.send('a');

      const report = await run();

      expect(report).toMatchObject({ exitCode: 10, counts: { released: 1 } });
      expect(asks).toHaveLength(1);
      expect(queue.messages).toMatchObject([{ dequeueCount: 1 }]);
    });

    it('tells how it began and how it ended', async () => {
      const { queue, clock, execute, logged, told, run } = runBench({ maxDequeueCount: 3 });
      execute.mockImplementation(working(clock, 1_000));
      await queue.send('a');

      const report = await run();

      expect(logged).toEqual([`Received message ${told[0]!.messageId}, delivery 1 of at most 3.`]);
      expect(report.deliveries).toEqual(told);
      expect(report.duration).toBe(1_000);
    });
  });

  describe('of several messages', () => {
    it.each([
      [2, 1],
      [31, 4],
      [32, 32],
      [33, 100],
      [70, 16],
      [100, 1_000],
    ])('makes %i deliveries and none more: concurrency %i', async (maxMessages, concurrency) => {
      const { queue, clock, execute, told, run } = runBench({ maxMessages, concurrency });
      execute.mockImplementation(working(clock, 10));
      await sendMany(queue, 120);

      const report = await run();

      expect(report.counts.completed).toBe(maxMessages);
      expect(told).toHaveLength(maxMessages);
      expect(queue.messages.filter(({ dequeueCount }) => dequeueCount === 0)).toHaveLength(
        120 - maxMessages,
      );
    });

    it('counts deliveries, also of the same message', async () => {
      const { queue, run } = runBench({ maxMessages: 3 }, failing);
      await queue.send('a');

      const report = await run();

      expect(report).toMatchObject({ exitCode: 10, counts: { released: 3 } });
      expect(queue.messages).toMatchObject([{ dequeueCount: 3 }]);
    });

    it('receives in batches, as large as there is room for', async () => {
      const { queue, clock, execute, asks, run } = runBench({ maxMessages: 100, concurrency: 100 });
      execute.mockImplementation(working(clock, 10));
      await sendMany(queue, 100);

      await run();

      expect(asks.map(({ maxMessages }) => maxMessages)).toEqual([32, 32, 32, 4]);
    });

    it.each([
      [1, 2],
      [3, 6],
      [16, 32],
      [31, 62],
      [40, 72],
      [100, 132],
    ])('with concurrency %i never has more than %i in hand', async (concurrency, most) => {
      const { queue, clock, execute, asks, run } = runBench({ maxMessages: Infinity, concurrency });
      let executing = 0;
      let mostExecuting = 0;
      execute.mockImplementation(async (message, signal) => {
        mostExecuting = Math.max(mostExecuting, ++executing);
        await working(clock, 1 + ((numberOf(message) * 7_919) % 100))(message, signal);
        executing -= 1;
      });
      await sendMany(queue, 300);

      const report = await run();

      expect(report.counts.completed).toBe(300);
      expect(mostExecuting).toBe(concurrency);
      for (const { maxMessages, inHand } of asks) {
        expect(maxMessages).toBeGreaterThanOrEqual(1);
        expect(maxMessages).toBeLessThanOrEqual(32);
        expect(inHand + maxMessages).toBeLessThanOrEqual(most);
      }
    });

    it('receives ahead, so that an executor never waits for storage', async () => {
      const { queue, clock, execute, elapsed, receive, receiving, run } = runBench({
        maxMessages: 10,
      });
      execute.mockImplementation(working(clock, 1_000));
      receiving.mockImplementation(async (options) => {
        const messages = await receive(options);
        await clock.sleep(100);
        return messages;
      });
      await sendMany(queue, 10);

      const report = await run();

      expect(report.counts.completed).toBe(10);
      expect(report.duration).toBe(10_100);
      expect(elapsed()).toBeGreaterThanOrEqual(10_100);
    });

    it('keeps the leases of those that wait', async () => {
      const { queue, clock, execute, receive, start } = runBench({
        maxMessages: 2,
        visibilityTimeout: '10s',
      });
      execute.mockImplementation(working(clock, 95_000));
      await sendMany(queue, 2);

      const run = start();
      await clock.advance(94_000);
      const seenByOthers = await receive({ maxMessages: 32, lease: 1_000 });
      await clock.advance(96_000);

      expect(seenByOthers).toEqual([]);
      const { counts, deliveries } = await run;
      expect(counts.completed).toBe(2);
      expect(deliveries.map(({ dequeueCount }) => dequeueCount)).toEqual([1, 1]);
    });

    it('does not execute one whose lease was lost while it waited', async () => {
      const { queue, clock, execute, start } = runBench({ maxMessages: 2 });
      execute.mockImplementation(working(clock, 60_000));
      await sendMany(queue, 2);

      const run = start();
      await clock.advance(1_000);
      const { id, popReceipt } = queue.messages[1]!;
      await queue.renew({ id, popReceipt }, 3_600_000);
      await clock.advance(59_000);

      const report = await run;
      expect(execute.mock.calls.map(([{ text }]) => text)).toEqual(['message 0']);
      expect(report).toMatchObject({
        exitCode: 12,
        counts: { completed: 1, 'lease-lost': 1 },
        deliveries: [{ outcome: 'completed' }, { outcome: 'lease-lost', messageId: id }],
      });
      expect(queue.messages).toMatchObject([{ id, dequeueCount: 1 }]);
    });

    it('executes one after the other in the order of receipt with concurrency 1', async () => {
      const { queue, clock, execute, run } = runBench({ maxMessages: Infinity });
      execute.mockImplementation(async (message, signal) => {
        await working(clock, 100 - numberOf(message))(message, signal);
      });
      await sendMany(queue, 50);

      const report = await run();

      expect(report.counts.completed).toBe(50);
      expect(execute.mock.calls.map(([message]) => numberOf(message))).toEqual(
        Array.from({ length: 50 }, (_, n) => n),
      );
      expect(report.duration).toBe(50 * 51 + (49 * 50) / 2);
    });
  });

  describe('until the queue is empty', () => {
    const patient = { timeout: 60_000 };

    it(
      'executes every message that can be executed once, and poisons the others',
      patient,
      async () => {
        const { queue, poisonQueue, clock, execute, asks, told, logged, run } = runBench({
          maxMessages: Infinity,
          concurrency: 16,
          maxDequeueCount: 5,
        });
        const executed = new Map<string, number>();
        execute.mockImplementation(async (message, signal) => {
          const n = numberOf(message);
          executed.set(message.id, (executed.get(message.id) ?? 0) + 1);
          await working(clock, 1 + ((n * 7_919) % 50))(message, signal);
          if (n % 20 === 0) failing();
        });
        await sendMany(queue, 2_000);

        const report = await run();

        expect(report).toMatchObject({
          exitCode: 11,
          counts: { completed: 1_900, released: 400, poisoned: 100, 'lease-lost': 0, aborted: 0 },
        });
        expect(queue.messages).toEqual([]);
        expect(poisonQueue.messages.map(numberOf).toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: 100 }, (_, n) => 20 * n),
        );
        expect([...executed.values()].filter((times) => times === 1)).toHaveLength(1_900);
        expect([...executed.values()].filter((times) => times === 5)).toHaveLength(100);
        expect(told).toHaveLength(2_400);
        expect(asks.length).toBeLessThan(2_400);
        expect(logged).not.toContainEqual(expect.stringContaining('nothing to do'));
        expect(report.deliveries).toHaveLength(100);
        expect(report.deliveries.filter(({ outcome }) => outcome === 'completed')).toEqual([]);
      },
    );

    it('does not let a slow message hold up the others', async () => {
      const { queue, clock, execute, told, start } = runBench({
        maxMessages: Infinity,
        concurrency: 2,
      });
      execute.mockImplementation((message, signal) =>
        working(clock, numberOf(message) === 0 ? 3_600_000 : 1_000)(message, signal),
      );
      await sendMany(queue, 50);

      const run = start();
      await clock.advance(50_000);
      const toldSoFar = told.length;
      await clock.advance(3_600_000);

      expect(toldSoFar).toBe(49);
      expect((await run).counts.completed).toBe(50);
    });

    it('does not let messages that fail hold up the others', async () => {
      const { queue, clock, execute, told, run } = runBench({
        maxMessages: Infinity,
        maxDequeueCount: 3,
      });
      execute.mockImplementation(async (message, signal) => {
        await working(clock, 1_000)(message, signal);
        if (numberOf(message) < 2) failing();
      });
      await sendMany(queue, 10);

      const report = await run();

      expect(report.counts).toMatchObject({ completed: 8, released: 4, poisoned: 2 });
      expect(told.slice(-8).every(({ outcome }) => outcome === 'completed')).toBe(true);
    });

    it('delivers again what came back while a receive was under way', async () => {
      const { queue, clock, execute, receive, receiving, run } = runBench({
        maxMessages: Infinity,
        concurrency: 2,
      });
      receiving.mockImplementation(async (options) => {
        const messages = await receive(options);
        await clock.sleep(100);
        return messages;
      });
      execute.mockImplementationOnce(async (message, signal) => {
        await working(clock, 50)(message, signal);
        failing();
      });
      await queue.send('a');

      const report = await run();

      expect(report.counts).toMatchObject({ released: 1, completed: 1 });
      expect(queue.messages).toEqual([]);
    });

    it('does so beside a slow message too', async () => {
      const { queue, clock, execute, receive, receiving, told, start } = runBench({
        maxMessages: Infinity,
        concurrency: 2,
      });
      receiving.mockImplementation(async (options) => {
        const messages = await receive(options);
        await clock.sleep(100);
        return messages;
      });
      execute.mockImplementation(working(clock, 3_600_000));
      execute.mockImplementationOnce(async (message, signal) => {
        await working(clock, 50)(message, signal);
        failing();
      });
      execute.mockImplementationOnce(working(clock, 3_600_000));
      execute.mockImplementationOnce(() => {});
      await sendMany(queue, 2);

      const run = start();
      await clock.advance(1_000);

      expect(told.map(({ outcome }) => outcome)).toEqual(['released', 'completed']);
      await clock.advance(3_600_000);
      expect((await run).counts).toMatchObject({ released: 1, completed: 2 });
    });

    it('leaves what stays away after a failure to another run', async () => {
      const { queue, asks, run } = runBench({ maxMessages: Infinity, retryDelay: '1m' }, failing);
      await sendMany(queue, 3);

      const report = await run();

      expect(report).toMatchObject({ exitCode: 10, counts: { released: 3 }, duration: 0 });
      expect(queue.messages).toHaveLength(3);
      expect(asks.length).toBeLessThan(6);
    });

    it('ends although its messages cannot be moved to the poison queue', async () => {
      const { queue, context, run } = runBench(
        { maxMessages: Infinity, maxDequeueCount: 1 },
        failing,
      );
      vi.spyOn(context.poisonQueue, 'send').mockRejectedValue(new Error('no right to add'));
      await sendMany(queue, 3);

      const report = await run();

      expect(report).toMatchObject({ exitCode: 10, counts: { released: 3, poisoned: 0 } });
      expect(queue.messages).toHaveLength(3);
    });

    it('goes on beside an executor that ignores its signal', async () => {
      const settings = { maxMessages: Infinity, executionTimeout: '10s', maxDequeueCount: 1 };
      const { queue, poisonQueue, execute, run } = runBench(settings);
      execute.mockImplementationOnce(hanging);
      await sendMany(queue, 5);

      const report = await run();

      expect(report).toMatchObject({ counts: { poisoned: 1, completed: 4 }, duration: 13_000 });
      expect(poisonQueue.messages).toHaveLength(1);
    });
  });

  describe('when the queue is empty', () => {
    it('waits for more in pauses that grow from 250 ms to 5 s, for IdleTimeout', async () => {
      const { asks, run } = runBench({ maxMessages: Infinity, idleTimeout: '20s' });

      const report = await run();

      expect(asks.map(({ at }) => at)).toEqual([
        0, 250, 750, 1_750, 3_750, 7_750, 12_750, 17_750, 20_000,
      ]);
      expect(report).toMatchObject({ exitCode: 0, duration: 20_000 });
    });

    it('begins to wait anew with every message that arrives', async () => {
      const { queue, clock, asks, start } = runBench({ maxMessages: Infinity, idleTimeout: '20s' });

      const run = start();
      await clock.advance(15_000);
      await queue.send('a');
      await clock.advance(60_000);

      const report = await run;
      expect(report).toMatchObject({ counts: { completed: 1 }, duration: 37_750 });
      expect(asks.map(({ at }) => at).slice(7)).toEqual([
        17_750, 17_750, 17_750, 18_000, 18_500, 19_500, 21_500, 25_500, 30_500, 35_500, 37_750,
      ]);
    });

    it('does so although the message is gone before the next receive has its answer', async () => {
      const { queue, clock, receive, receiving, start } = runBench({
        maxMessages: Infinity,
        idleTimeout: '20s',
      });
      receiving.mockImplementation(async (options) => {
        const messages = await receive(options);
        await clock.sleep(100);
        return messages;
      });

      const run = start();
      await clock.advance(15_000);
      await queue.send('a');
      await clock.advance(60_000);

      const { counts, duration } = await run;
      expect(counts.completed).toBe(1);
      expect(duration).toBeGreaterThan(35_000);
    });

    it('counts IdleTimeout from the end of what was executed last', async () => {
      const { queue, clock, execute, run } = runBench({
        maxMessages: Infinity,
        idleTimeout: '20s',
      });
      execute.mockImplementation(working(clock, 60_000));
      await queue.send('a');

      const report = await run();

      expect(report).toMatchObject({ counts: { completed: 1 }, duration: 80_000 });
    });

    it('looks for more beside a long execution, but at most every 5 s', async () => {
      const { queue, clock, execute, asks, told, start } = runBench({
        maxMessages: Infinity,
        concurrency: 2,
        idleTimeout: '30s',
      });
      execute.mockImplementationOnce(working(clock, 600_000));
      await queue.send('slow');

      const run = start();
      await clock.advance(300_000);
      await queue.send('quick');
      await clock.advance(5_000);

      expect(told).toHaveLength(1);
      await clock.advance(600_000);
      expect((await run).counts.completed).toBe(2);
      expect(asks.length).toBeLessThan(600 / 5 + 40);
    });

    it.each(['1ms', '1s'])('does no more often with an IdleTimeout of %s', async (idleTimeout) => {
      const { queue, clock, execute, asks, run } = runBench({
        maxMessages: Infinity,
        concurrency: 2,
        idleTimeout,
      });
      execute.mockImplementation(working(clock, 600_000));
      await queue.send('a');

      await run();

      expect(asks.length).toBeLessThan(600 / 5 + 10);
    });

    it('does not look for more at all beside a long execution without IdleTimeout', async () => {
      const { queue, clock, execute, asks, run } = runBench({
        maxMessages: Infinity,
        concurrency: 2,
      });
      execute.mockImplementation(working(clock, 600_000));
      await queue.send('a');

      await run();

      expect(asks.map(({ at }) => at)).toEqual([0, 0, 600_000]);
    });

    it('does not loop while many deliveries end', async () => {
      const { queue, clock, execute, asks, run } = runBench({
        maxMessages: Infinity,
        concurrency: 100,
        idleTimeout: '1s',
      });
      execute.mockImplementation((message, signal) =>
        working(clock, numberOf(message))(message, signal),
      );
      await sendMany(queue, 100);

      await run();

      expect(asks.length).toBeLessThan(120);
    });

    it('waits for the one message of a run of one, too', async () => {
      const { queue, clock, asks, start } = runBench({ idleTimeout: '20s' });

      const run = start();
      await clock.advance(5_000);
      await queue.send('a');
      await clock.advance(60_000);

      expect(await run).toMatchObject({ counts: { completed: 1 }, duration: 7_750 });
      expect(asks.every(({ maxMessages }) => maxMessages === 1)).toBe(true);
    });
  });

  describe('its exit code', () => {
    /** A run of four deliveries, each of which ends in another way. */
    const mixed = async (failedOutcomes: readonly FailedOutcome[]) => {
      const { queue, execute, run } = runBench({
        maxMessages: 4,
        retryDelay: '1h',
        failedOutcomes,
      });
      execute.mockImplementationOnce(() => {});
      execute.mockImplementationOnce(failing);
      execute.mockImplementationOnce(() => {
        throw new PoisonMessageError('nobody');
      });
      execute.mockImplementationOnce(async ({ id }) => {
        const { popReceipt } = queue.messages.find((message) => message.id === id)!;
        await queue.renew({ id, popReceipt }, 3_600_000);
      });
      await sendMany(queue, 4);
      return run();
    };

    it.each([
      [FAILED_OUTCOMES, 12],
      [['released', 'poisoned'], 11],
      [['lease-lost', 'released'], 12],
      [['released'], 10],
      [['aborted'], 0],
      [[], 0],
    ] as [FailedOutcome[], number][])(
      'is that of the highest-ranking failure among %j: %i',
      async (failedOutcomes, exitCode) => {
        const report = await mixed(failedOutcomes);

        expect(report.counts).toMatchObject({
          completed: 1,
          released: 1,
          poisoned: 1,
          'lease-lost': 1,
        });
        expect(report.exitCode).toBe(exitCode);
      },
    );
  });
});
