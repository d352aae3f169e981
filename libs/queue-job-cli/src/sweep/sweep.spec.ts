import { ManualClock, MemoryQueueService, QueueAccessError } from 'nestjs-queue-job/tools';
import { describe, expect, it } from 'vitest';
import type { LeasedMessage } from './leased-message.js';
import { sweep, type SweepPlan } from './sweep.js';

/** A queue of so many messages, and sweeps of it at a time that goes on when everybody waits for it. */
async function arrange(messages: number) {
  const clock = new ManualClock();
  const queue = new MemoryQueueService(clock).getQueue('q-poisen');
  for (let index = 0; index < messages; index++) await queue.send(`${index}`);
  const stop = new AbortController();
  const acted: string[] = [];
  const run = async (plan: Partial<SweepPlan> = {}) => {
    let isOver = false;
    const sweeping = sweep(
      { queue, clock, stop: stop.signal },
      {
        select: () => true,
        act: async (message: LeasedMessage) => {
          acted.push(message.received.text);
          await queue.complete(message.handle);
          return true;
        },
        ...plan,
      },
    ).finally(() => {
      isOver = true;
    });
    while (!isOver) await clock.advance(1_000);
    return sweeping;
  };
  const isAllVisible = () => queue.messages.every(({ visibleOn }) => visibleOn <= clock.now());
  return { clock, queue, stop, acted, run, isAllVisible };
}

describe('sweep()', () => {
  it('comes by every message of a long queue once, although nothing is taken out', async () => {
    const { queue, run, isAllVisible } = await arrange(1_000);
    const seen: string[] = [];

    const report = await run({
      select: ({ text }) => {
        seen.push(text);
        return false;
      },
    });

    expect(seen).toHaveLength(1_000);
    expect(new Set(seen).size).toBe(1_000);
    expect(report).toMatchObject({ looked: 1_000, selected: 0, hidden: 0, isInterrupted: false });
    expect(isAllVisible()).toBe(true);
    expect(queue.messages.every(({ dequeueCount }) => dequeueCount === 1)).toBe(true);
  });

  it('tells that there is nothing where there is no queue', async () => {
    const { queue, run } = await arrange(0);

    const report = await run();

    expect(report).toMatchObject({ looked: 0, gone: 0 });
    await expect(queue.properties()).resolves.toBeUndefined();
  });

  it('leaves what comes in meanwhile, so that it does not go round for ever', async () => {
    const { queue, clock, run, isAllVisible } = await arrange(40);

    const report = await run({
      act: async ({ handle, received }) => {
        clock.skip(1);
        await queue.send(received.text);
        await queue.complete(handle);
        return true;
      },
    });

    expect(report).toMatchObject({ gone: 40, looked: 40, hidden: 0 });
    expect(report.newer).toBeGreaterThan(0);
    expect(queue.messages).toHaveLength(40);
    expect(isAllVisible()).toBe(true);
  });

  it('begins no more in a second than it may', async () => {
    const { clock, run } = await arrange(30);
    const begin = clock.now();
    const times: number[] = [];

    await run({
      rate: 2,
      act: () => {
        times.push(clock.now() - begin);
        return Promise.resolve(false);
      },
    });

    expect(times).toEqual(Array.from({ length: 30 }, (_, index) => index * 500));
  });

  it('receives no more ahead than it can act on within a lease', async () => {
    const { queue, clock, run } = await arrange(30);
    let most = 0;

    await run({
      rate: 0.5,
      act: async ({ handle }) => {
        const hidden = queue.messages.filter(({ visibleOn }) => visibleOn > clock.now());
        most = Math.max(most, hidden.length);
        await queue.complete(handle);
        return true;
      },
    });

    expect(most).toBe(5);
  });

  it('ends at its limit and gives the rest back', async () => {
    const { queue, run, acted, isAllVisible } = await arrange(100);

    const report = await run({ limit: 40 });

    expect(report).toMatchObject({ selected: 40, gone: 40, isInterrupted: false, hidden: 0 });
    expect(acted).toHaveLength(40);
    expect(queue.messages).toHaveLength(60);
    expect(isAllVisible()).toBe(true);
  });

  it('ends after what is in hand when it is told to stop, and gives the rest back', async () => {
    const { queue, run, stop, acted, isAllVisible } = await arrange(100);

    const report = await run({
      act: async ({ handle, received }) => {
        if (received.text === '9') stop.abort();
        acted.push(received.text);
        await queue.complete(handle);
        return true;
      },
    });

    expect(report.isInterrupted).toBe(true);
    expect(report.gone).toBe(acted.length);
    expect(acted.length).toBeGreaterThanOrEqual(10);
    expect(acted.length).toBeLessThanOrEqual(17);
    expect(queue.messages).toHaveLength(100 - acted.length);
    expect(isAllVisible()).toBe(true);
  });

  it('wakes from the pause between two messages when it is told to stop', async () => {
    const { clock, run, stop } = await arrange(3);
    const begin = clock.now();
    clock.schedule(5_000, () => stop.abort());

    const report = await run({ rate: 0.001 });

    expect(report).toMatchObject({ gone: 1, isInterrupted: true });
    expect(clock.now() - begin).toBeLessThan(10_000);
  });

  it('tells how many messages somebody else has', async () => {
    const { queue, run } = await arrange(50);
    await queue.receive({ maxMessages: 10, lease: 600_000 });

    const report = await run();

    expect(report).toMatchObject({ gone: 40, looked: 40, hidden: 10 });
  });

  it('knows messages again whose leases end before it is over', async () => {
    const { clock, run, isAllVisible } = await arrange(200);
    const seen: string[] = [];

    const report = await run({
      rate: 0.2,
      select: ({ text }) => {
        seen.push(text);
        return Number(text) % 10 === 0;
      },
    });

    expect(seen).toHaveLength(200);
    expect(report).toMatchObject({ looked: 200, selected: 20, gone: 20, hidden: 0 });
    expect(isAllVisible()).toBe(true);
    expect(clock.now()).toBeGreaterThan(0);
  });

  it('keeps nobody from a message for longer than five minutes, however long it takes', async () => {
    const { queue, clock, run } = await arrange(40);
    let longest = 0;

    await run({
      rate: 0.05,
      select: ({ text }) => Number(text) % 2 === 0,
      act: async ({ handle }) => {
        const ends = queue.messages.map(({ visibleOn }) => visibleOn - clock.now());
        longest = Math.max(longest, ...ends);
        await queue.complete(handle);
        return true;
      },
    });

    expect(longest).toBeGreaterThan(60_000);
    expect(longest).toBeLessThanOrEqual(300_000);
  });

  it('tells when what it could not give back can be seen again', async () => {
    const { queue, run } = await arrange(3);
    queue.release = () =>
      Promise.reject(new QueueAccessError('Refused.', { queueName: queue.name, code: 'Refused' }));

    const report = await run({ select: () => false });

    expect(report.away.count).toBe(3);
    expect(report.away.milliseconds).toBeGreaterThan(50_000);
    expect(report.away.milliseconds).toBeLessThanOrEqual(60_000);
    expect(report.error).toBeUndefined();
  });

  it('tells how far it is', async () => {
    const { run } = await arrange(40);
    const told: unknown[] = [];

    await run({
      select: ({ text }) => text !== '0',
      onProgress: (progress) => told.push(progress),
    });

    expect(told[0]).toEqual({ total: 40, looked: 32, selected: 31, gone: 0 });
    expect(told.at(-1)).toEqual({ total: 40, looked: 40, selected: 39, gone: 39, toGiveBack: 0 });
  });
});
