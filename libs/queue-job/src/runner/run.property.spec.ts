import { describe, expect, it, vi } from 'vitest';
import { working } from '../delivery/delivery.fixture.js';
import { RetryMessageError } from '../delivery/errors/retry-message.error.js';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { PoisonMessageError } from '../message/errors/poison-message.error.js';
import type { QueueMessage } from '../message/queue-message.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import { runBench, sendMany, untilOver, type RunBench } from './run.fixture.js';

const SEEDS = Array.from({ length: 300 }, (_, n) => n + 1);
const DAY = 86_400_000;

/** The same numbers for the same seed: mulberry32. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  seconds(least: number, most: number): string {
    return `${this.whole(least, most)}s`;
  }
}

/** A bench with settings, messages, executions and a stop, all by chance. */
async function throwBench(dice: Dice) {
  const endsByItself = dice.chance(0.5);
  const settings = {
    maxMessages: dice.chance(0.5) ? Infinity : dice.whole(1, 40),
    concurrency: dice.whole(1, 20),
    maxDequeueCount: dice.whole(1, 4),
    visibilityTimeout: dice.seconds(10, 30),
    retryDelay: dice.chance(0.5) ? 0 : dice.seconds(1, 20),
    idleTimeout: dice.chance(0.5) ? 0 : dice.seconds(1, 30),
    shutdownGracePeriod: dice.seconds(0, 20),
    executionTimeout: dice.chance(0.7) ? undefined : dice.seconds(1, 10),
    maxRunTime: endsByItself || dice.chance(0.5) ? undefined : dice.seconds(1, 60),
  };
  const bench = runBench(settings);
  const seen = {
    executing: new Set<string>(),
    mostExecuting: 0,
    doubled: 0,
    ended: new Set<string>(),
  };
  bench.execute.mockImplementation(async (message, signal) => {
    if (seen.executing.has(message.id)) seen.doubled += 1;
    seen.executing.add(message.id);
    seen.mostExecuting = Math.max(seen.mostExecuting, seen.executing.size);
    try {
      await work(dice, bench, message, signal);
      seen.ended.add(message.text);
    } finally {
      seen.executing.delete(message.id);
    }
  });
  const count = dice.whole(0, 30);
  await sendMany(bench.queue, count);
  const stop = new AbortController();
  if (!endsByItself && dice.chance(0.5)) {
    const abort = () => stop.abort(new ShutdownError('SIGTERM'));
    bench.clock.schedule(dice.whole(0, 60_000), abort);
  }
  return { ...bench, bench, settings, seen, count, stop: stop.signal };
}

async function work(
  dice: Dice,
  { clock }: Pick<RunBench, 'clock'>,
  message: QueueMessage,
  signal: AbortSignal,
): Promise<void> {
  const [fate, time] = [dice.next(), dice.whole(0, dice.chance(0.1) ? 60_000 : 2_000)];
  const saves = dice.chance(0.2);
  if (dice.chance(0.8)) await working(clock, time)(message, signal);
  if (saves) await message.saveProgress(message.text);
  if (fate < 0.15) throw new Error('out of weapons');
  if (fate < 0.2) throw new PoisonMessageError('nobody');
  if (fate < 0.25) throw new RetryMessageError('closed', { delay: dice.whole(0, 5) });
}

/** Every call of storage takes a while, and some fail: before they had an effect, or after it. */
function trouble(
  dice: Dice,
  { queue, poisonQueue, clock, receiving }: RunBench,
  faults: number,
): void {
  const slow =
    <A extends unknown[], R>(call: (...rest: A) => Promise<R>) =>
    async (...rest: A): Promise<R> => {
      const [before, after] = [dice.chance(faults), dice.chance(faults)];
      await clock.sleep(dice.whole(0, 500));
      if (before) throw unavailable(false);
      const answer = await call(...rest);
      await clock.sleep(dice.whole(0, 500));
      if (after) throw unavailable(true);
      return answer;
    };
  const renew = queue.renew.bind(queue);
  const release = queue.release.bind(queue);
  const complete = queue.complete.bind(queue);
  const receive = receiving.getMockImplementation()!;
  const send = poisonQueue.send.bind(poisonQueue);
  receiving.mockImplementation(slow(receive));
  vi.spyOn(queue, 'renew').mockImplementation(slow(renew));
  vi.spyOn(queue, 'release').mockImplementation(slow(release));
  vi.spyOn(queue, 'complete').mockImplementation(slow(complete));
  vi.spyOn(poisonQueue, 'send').mockImplementation(slow(send));
}

const unavailable = (mayHaveTakenEffect: boolean) =>
  new QueueUnavailableError('no answer', { queueName: 'q', mayHaveTakenEffect });

const textsIn = ({ messages }: RunBench['queue']): string[] => messages.map(({ text }) => text);

describe(
  'Run, whatever its settings, its messages and their executors',
  { timeout: 120_000 },
  () => {
    it.each(SEEDS)(
      'completes or poisons every message once, or leaves it: seed %i',
      async (seed) => {
        const dice = new Dice(seed);
        const thrown = await throwBench(dice);
        const { bench, queue, poisonQueue, clock, asks, told, settings, seen, count, stop } =
          thrown;
        trouble(dice, bench, 0);

        const report = await untilOver(bench.start(stop), clock);

        const completed = told.filter(({ outcome }) => outcome === 'completed');
        expect(new Set(completed.map(({ messageId }) => messageId)).size).toBe(completed.length);
        expect(queue.messages.length + poisonQueue.messages.length + completed.length).toBe(count);
        expect(new Set([...textsIn(queue), ...textsIn(poisonQueue), ...seen.ended]).size).toBe(
          count,
        );
        expect(report.counts['lease-lost']).toBe(0);
        expect(told.length).toBe(Object.values(report.counts).reduce((sum, n) => sum + n, 0));
        expect(told.length).toBeLessThanOrEqual(settings.maxMessages);
        expect(seen.doubled).toBe(0);
        expect(seen.mostExecuting).toBeLessThanOrEqual(settings.concurrency);
        const most = settings.maxMessages === 1 ? 1 : 2 * settings.concurrency;
        for (const { maxMessages } of asks) expect(maxMessages).toBeLessThanOrEqual(most);
        expect(asks.length).toBeLessThan(2 * told.length + 100);
      },
    );

    it.each(SEEDS.slice(0, 150))(
      'loses no message although storage fails: seed %i',
      async (seed) => {
        const dice = new Dice(seed);
        const { bench, queue, poisonQueue, clock, told, seen, count, stop, settings } =
          await throwBench(dice);
        trouble(dice, bench, 0.05);

        const report = await untilOver(bench.start(stop), clock);

        expect(new Set([...textsIn(queue), ...textsIn(poisonQueue), ...seen.ended]).size).toBe(
          count,
        );
        expect(told.length).toBe(Object.values(report.counts).reduce((sum, n) => sum + n, 0));
        expect(told.length).toBeLessThanOrEqual(settings.maxMessages);
      },
    );

    it.each(SEEDS.slice(0, 50))('holds no message once it is over: seed %i', async (seed) => {
      const dice = new Dice(seed);
      const { bench, queue, clock, stop } = await throwBench(dice);
      trouble(dice, bench, 0.05);
      await untilOver(bench.start(stop), clock);
      await clock.advance(60_000);

      const receipts = queue.messages.map(({ popReceipt }) => popReceipt);
      await clock.advance(DAY);

      expect(queue.messages.map(({ popReceipt }) => popReceipt)).toEqual(receipts);
      expect(queue.messages.every(({ visibleOn }) => visibleOn <= clock.now())).toBe(true);
    });
  },
);
