import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { hanging, working } from '../delivery/delivery.fixture.js';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { QueueAccessError } from '../queue/errors/queue-access.error.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import { runBench, sendMany, untilOver, type RunBench } from './run.fixture.js';
import { Run } from './run.js';

const SIGTERM = new ShutdownError('SIGTERM');

const failing = () => {
  throw new Error('out of weapons');
};

const unavailable = (mayHaveTakenEffect = false) =>
  new QueueUnavailableError('no answer', { queueName: 'q', mayHaveTakenEffect });

/** What the queue shows to others now. */
const visible = ({ queue, clock }: RunBench): string[] =>
  queue.messages.filter(({ visibleOn }) => visibleOn <= clock.now()).map(({ text }) => text);

/** Every receive leases its messages at once and answers a second later. */
function answerLate({ receiving, clock, receive }: RunBench): void {
  receiving.mockImplementation(async (options) => {
    const messages = await receive(options);
    await clock.sleep(1_000);
    return messages;
  });
}

describe('Run whose MaxRunTime is over', () => {
  const settings = { maxMessages: 10, concurrency: 2, maxRunTime: '10s' };

  it('begins nothing more, and lets what was begun come to its end', async () => {
    const bench = runBench(settings);
    const { queue, clock, execute, start } = bench;
    execute.mockImplementation(working(clock, 60_000));
    await sendMany(queue, 10);

    const run = start();
    await clock.advance(60_000);

    const report = await run;
    expect(report).toMatchObject({ exitCode: 0, duration: 60_000, counts: { completed: 2 } });
    expect(execute).toHaveBeenCalledTimes(2);
    expect(execute.mock.calls.some(([, signal]) => signal.aborted)).toBe(false);
  });

  it('releases at once what waited, and does not report it', async () => {
    const bench = runBench(settings);
    const { queue, clock, execute, logged, told, start } = bench;
    execute.mockImplementation(working(clock, 60_000));
    await sendMany(queue, 4);

    const run = start();
    await clock.advance(9_999);
    const before = visible(bench);
    await clock.advance(1);
    const after = visible(bench);
    await clock.advance(50_000);

    expect(before).toEqual([]);
    expect(after).toEqual(['message 2', 'message 3']);
    const report = await run;
    expect(report.deliveries).toHaveLength(2);
    expect(report.counts).toMatchObject({ completed: 2, released: 0, aborted: 0 });
    expect(told).toHaveLength(2);
    expect(logged).toContainEqual(expect.stringContaining('MaxRunTime (10s) is over'));
    expect(logged).toContain('Gave back 2 messages received ahead.');
  });

  it('speaks of a single message as of one', async () => {
    const { queue, clock, execute, logged, run } = runBench({ ...settings, concurrency: 1 });
    execute.mockImplementation(working(clock, 60_000));
    await sendMany(queue, 3);

    await run();

    expect(logged).toContain('Gave back 1 message received ahead.');
  });

  it('gives back what it was just receiving', async () => {
    const bench = runBench({ maxMessages: 10, concurrency: 2, maxRunTime: '1s' });
    answerLate(bench);
    await sendMany(bench.queue, 2);

    const report = await bench.run();

    expect(report).toMatchObject({ exitCode: 0, duration: 1_000, deliveries: [] });
    expect(bench.execute).not.toHaveBeenCalled();
    expect(visible(bench)).toHaveLength(2);
  });

  it('ends at once when it only waits for more', async () => {
    const { run } = runBench({ ...settings, idleTimeout: '1h' });

    const report = await run();

    expect(report).toMatchObject({ exitCode: 0, duration: 10_000 });
  });

  it('ends at once although it learns during a receive that there is no more', async () => {
    const bench = runBench({ maxMessages: 10, maxRunTime: '1s', idleTimeout: '1h' });
    answerLate(bench);

    const report = await bench.run();

    expect(report).toMatchObject({ exitCode: 0, duration: 1_000 });
  });

  it('does not try to receive again', async () => {
    const { receiving, run } = runBench({ maxMessages: 10, maxRunTime: '1s' });
    receiving.mockRejectedValue(unavailable());

    const report = await run();

    expect(report).toMatchObject({ exitCode: 0, duration: 1_000, deliveries: [] });
    expect(receiving).toHaveBeenCalledTimes(2);
  });

  it('ends although storage does not take back what waited', async () => {
    const { queue, clock, execute, run } = runBench(settings);
    execute.mockImplementation(working(clock, 20_000));
    vi.spyOn(queue, 'release').mockRejectedValue(unavailable());
    await sendMany(queue, 4);

    const report = await run();

    expect(report).toMatchObject({ exitCode: 0, duration: 20_000, counts: { completed: 2 } });
    expect(queue.messages).toHaveLength(2);
  });

  it('gives what is being executed the grace period when it is told to stop after that', async () => {
    const bench = runBench({ ...settings, shutdownGracePeriod: '20s' });
    const { queue, clock, execute, start } = bench;
    execute.mockImplementation(working(clock, 3_600_000));
    const stop = new AbortController();
    await sendMany(queue, 4);

    const run = start(stop.signal);
    await clock.advance(30_000);
    stop.abort(SIGTERM);
    await clock.advance(20_000);

    expect(await run).toMatchObject({ exitCode: 143, duration: 50_000, counts: { aborted: 2 } });
    expect(visible(bench)).toHaveLength(4);
  });
});

describe('Run that is told to stop', () => {
  const settings = { maxMessages: 10, concurrency: 2, shutdownGracePeriod: '20s' };

  it('releases at once what waited, and reports it as aborted', async () => {
    const bench = runBench(settings);
    const { queue, clock, execute, told, start } = bench;
    execute.mockImplementation(working(clock, 30_000));
    const stop = new AbortController();
    await sendMany(queue, 10);

    const run = start(stop.signal);
    await clock.advance(15_000);
    stop.abort(SIGTERM);
    await clock.advance(1);
    const after = visible(bench);
    const toldSoFar = told.map(({ outcome }) => outcome);
    await clock.advance(14_999);

    expect(after).toHaveLength(8);
    expect(toldSoFar).toEqual(['aborted', 'aborted']);
    expect(await run).toMatchObject({
      exitCode: 143,
      duration: 30_000,
      counts: { completed: 2, aborted: 2 },
      deliveries: [
        { outcome: 'aborted', error: SIGTERM },
        { outcome: 'aborted', error: SIGTERM },
        { outcome: 'completed' },
        { outcome: 'completed' },
      ],
    });
    expect(execute).toHaveBeenCalledTimes(2);
  });

  it('ends with its own exit code when nothing waited and all made it within the grace period', async () => {
    const { queue, clock, execute, start } = runBench(settings);
    execute.mockImplementation(working(clock, 30_000));
    const stop = new AbortController();
    await sendMany(queue, 2);

    const run = start(stop.signal);
    await clock.advance(15_000);
    stop.abort(SIGTERM);
    await clock.advance(15_000);

    expect(await run).toMatchObject({ exitCode: 0, counts: { completed: 2, aborted: 0 } });
  });

  it('aborts what is being executed when the grace period is over, and releases it', async () => {
    const bench = runBench(settings);
    const { queue, clock, execute, logged, start } = bench;
    execute.mockImplementation(working(clock, 3_600_000));
    const stop = new AbortController();
    await sendMany(queue, 10);

    const run = start(stop.signal);
    await clock.advance(15_000);
    stop.abort(SIGTERM);
    await clock.advance(19_999);
    const before = visible(bench);
    await clock.advance(1);

    expect(before).toHaveLength(8);
    expect(visible(bench)).toHaveLength(10);
    expect(execute.mock.calls.map(([, signal]) => signal.reason as unknown)).toEqual([
      SIGTERM,
      SIGTERM,
    ]);
    expect(await run).toMatchObject({ exitCode: 143, duration: 35_000, counts: { aborted: 4 } });
    expect(logged).toContainEqual(expect.stringContaining('may go on for 20s'));
  });

  it('does not wait for executors that ignore their signal', async () => {
    const { queue, clock, start } = runBench({ ...settings, shutdownGracePeriod: 0 }, hanging);
    const stop = new AbortController();
    await sendMany(queue, 2);

    const run = start(stop.signal);
    await clock.advance(1_000);
    stop.abort(SIGTERM);
    await clock.advance(3_000);

    expect(await run).toMatchObject({ exitCode: 143, duration: 4_000, counts: { aborted: 2 } });
  });

  it('takes no notice of a second one that tells it', async () => {
    const { queue, clock, execute, logged, start } = runBench(settings);
    execute.mockImplementation(working(clock, 3_600_000));
    const [first, second] = [new AbortController(), new AbortController()];
    await sendMany(queue, 2);

    const run = start(AbortSignal.any([first.signal, second.signal]));
    await clock.advance(1_000);
    first.abort(SIGTERM);
    await clock.advance(15_000);
    second.abort(new ShutdownError());
    await clock.advance(5_000);

    const report = await run;
    expect(report).toMatchObject({ exitCode: 143, duration: 21_000 });
    expect(report.deliveries.every(({ error }) => error === SIGTERM)).toBe(true);
    expect(logged.filter((text) => text.includes('Receiving no more'))).toHaveLength(1);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    [undefined, 143],
  ] as const)('by %s ends with %i', async (signal, exitCode) => {
    const { queue, clock, execute, start } = runBench({ ...settings, shutdownGracePeriod: 0 });
    execute.mockImplementation(working(clock, 3_600_000));
    const stop = new AbortController();
    await queue.send('a');

    const run = start(stop.signal);
    await clock.advance(1_000);
    stop.abort(new ShutdownError(signal));
    await clock.advance(0);

    expect(await run).toMatchObject({ exitCode });
  });

  it('before it began receives nothing', async () => {
    const bench = runBench(settings);
    const { queue, asks, run } = bench;
    await sendMany(queue, 2);

    const report = await run(AbortSignal.abort(SIGTERM));

    expect(report).toMatchObject({ exitCode: 0, duration: 0, deliveries: [] });
    expect(asks).toEqual([]);
    expect(queue.messages).toMatchObject([{ dequeueCount: 0 }, { dequeueCount: 0 }]);
  });

  it('gives back what it was just receiving', async () => {
    const bench = runBench(settings);
    answerLate(bench);
    const stop = new AbortController();
    await sendMany(bench.queue, 2);

    const run = bench.start(stop.signal);
    await bench.clock.advance(500);
    stop.abort(SIGTERM);
    await bench.clock.advance(500);

    expect(await run).toMatchObject({ exitCode: 143, duration: 1_000, counts: { aborted: 2 } });
    expect(bench.execute).not.toHaveBeenCalled();
    expect(visible(bench)).toHaveLength(2);
  });

  it('ends at once although it learns during a receive that there is no more', async () => {
    const bench = runBench({ ...settings, idleTimeout: '1h' });
    answerLate(bench);
    const stop = new AbortController();

    const run = bench.start(stop.signal);
    await bench.clock.advance(500);
    stop.abort(SIGTERM);
    await bench.clock.advance(500);

    expect(await run).toMatchObject({ exitCode: 0, duration: 1_000 });
  });

  it('ends at once when it only waits for more', async () => {
    const { clock, start } = runBench({ ...settings, idleTimeout: '1h' });
    const stop = new AbortController();

    const run = start(stop.signal);
    await clock.advance(17_000);
    stop.abort(SIGTERM);
    await clock.advance(0);

    expect(await run).toMatchObject({ exitCode: 0, duration: 17_000 });
  });

  it('does not try to receive again', async () => {
    const { receiving, clock, start } = runBench(settings);
    receiving.mockRejectedValue(unavailable());
    const stop = new AbortController();

    const run = start(stop.signal);
    await clock.advance(500);
    stop.abort(SIGTERM);
    await clock.advance(500);

    expect(await run).toMatchObject({ exitCode: 0, duration: 1_000 });
    expect(receiving).toHaveBeenCalledTimes(2);
  });

  it('poisons what waited for one delivery too many, and reports a lost lease as such', async () => {
    const { queue, poisonQueue, clock, execute, receive, receiving, start } = runBench({
      ...settings,
      concurrency: 3,
      maxDequeueCount: 1,
    });
    execute.mockImplementation(working(clock, 10_000));
    const stop = new AbortController();
    await sendMany(queue, 6);
    receiving.mockImplementationOnce(async (options) => {
      const messages = await receive(options);
      return messages.with(4, { ...messages[4]!, dequeueCount: 2 });
    });

    const run = start(stop.signal);
    await clock.advance(1_000);
    const { id, popReceipt } = queue.messages[5]!;
    await queue.renew({ id, popReceipt }, 3_600_000);
    stop.abort(SIGTERM);
    await clock.advance(10_000);

    expect(await run).toMatchObject({
      exitCode: 143,
      counts: { completed: 3, aborted: 1, poisoned: 1, 'lease-lost': 1 },
    });
    expect(poisonQueue.messages).toMatchObject([{ text: 'message 4' }]);
  });

  it('leaves no listener behind at its end', async () => {
    const { queue, run } = runBench({ ...settings, maxRunTime: '1h' });
    const stop = new AbortController();
    await sendMany(queue, 5);

    await run(stop.signal);

    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  it('leaves no timer behind that would keep the process alive, even if it ends during a renewal', async () => {
    const { queue, clock, execute, run } = runBench({ ...settings, maxRunTime: '1h' });
    const renew = queue.renew.bind(queue);
    vi.spyOn(queue, 'renew').mockImplementation(async (...rest) => {
      await clock.sleep(1_000);
      return renew(...rest);
    });
    const schedule = clock.schedule.bind(clock);
    const pending = new Set<object>();
    vi.spyOn(clock, 'schedule').mockImplementation((milliseconds, callback) => {
      const appointment = {};
      pending.add(appointment);
      const cancel = schedule(milliseconds, () => {
        pending.delete(appointment);
        callback();
      });
      return () => {
        pending.delete(appointment);
        cancel();
      };
    });
    execute.mockImplementation(working(clock, 15_500));
    await sendMany(queue, 2);

    const report = await run();

    expect(report.counts.completed).toBe(2);
    expect(pending.size).toBe(0);
  });
});

describe('Run whose storage fails', () => {
  const settings = { maxMessages: Infinity, concurrency: 2 };
  const refused = new QueueAccessError('refused', { queueName: 'q' });

  it.each([
    ['refuses', refused, 1],
    ['may have leased messages', unavailable(true), 1],
    ['stays unavailable', unavailable(), 4],
  ])('in the middle lets what was begun end: it %s', async (_how, error, tries) => {
    const { receiving, queue, clock, execute, logged, run } = runBench(settings);
    execute.mockImplementation(working(clock, 60_000));
    await sendMany(queue, 10);
    receiving.mockImplementationOnce(receiving.getMockImplementation()!).mockRejectedValue(error);

    const report = await run();

    expect(report).toMatchObject({ exitCode: 21, error, counts: { completed: 4 } });
    expect(queue.messages).toHaveLength(6);
    expect(receiving).toHaveBeenCalledTimes(1 + tries);
    expect(logged).toContain(error.message);
  });

  it('and is told to stop as well ends with 143', async () => {
    const { receiving, queue, clock, execute, start } = runBench({
      ...settings,
      shutdownGracePeriod: '1s',
    });
    execute.mockImplementation(working(clock, 60_000));
    const stop = new AbortController();
    await queue.send('a');
    receiving.mockImplementationOnce(receiving.getMockImplementation()!).mockRejectedValue(refused);

    const run = start(stop.signal);
    await clock.advance(10_000);
    stop.abort(SIGTERM);
    await clock.advance(1_000);

    expect(await run).toMatchObject({ exitCode: 143, error: refused, counts: { aborted: 1 } });
  });

  it.each([
    [['aborted'] as const, 21],
    [[], 21],
  ])('outranks a failed delivery, whatever FailedOutcomes says: %j', async (failed, exitCode) => {
    const { receiving, queue, run } = runBench({ ...settings, failedOutcomes: failed }, failing);
    await queue.send('a');
    receiving.mockImplementationOnce(receiving.getMockImplementation()!).mockRejectedValue(refused);

    const report = await run();

    expect(report).toMatchObject({ exitCode, error: refused, counts: { released: 1 } });
  });

  it('goes on when it is back in time', async () => {
    const { receiving, queue, run } = runBench(settings);
    await sendMany(queue, 3);
    receiving.mockRejectedValueOnce(unavailable());
    receiving.mockRejectedValueOnce(unavailable());

    const report = await run();

    expect(report).toMatchObject({ exitCode: 0, duration: 1_000, counts: { completed: 3 } });
    expect(report).not.toHaveProperty('error');
  });
});

describe('Run of an application whose logger fails', () => {
  const broken = () => {
    throw new Error('the disk is full');
  };

  it.each([
    ['at every line', { debug: broken, log: broken, warn: broken, error: broken }, undefined],
    ['when it is told of a delivery', {}, broken],
  ])('loses no message, and ends: %s', async (_when, log, onDelivery) => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const { queue, clock, context, execute } = runBench({ maxMessages: Infinity, concurrency: 2 });
    execute.mockImplementation(working(clock, 60_000));
    vi.spyOn(queue, 'renew').mockRejectedValueOnce(unavailable());
    const deaf = {
      ...context,
      log: { ...context.log, ...log },
      onDelivery: onDelivery ?? context.onDelivery,
    };
    await sendMany(queue, 5);

    const report = await untilOver(new Run(deaf, new AbortController().signal).start(), clock);

    expect(report).toMatchObject({ exitCode: 0, counts: { completed: 5 } });
    expect(queue.messages).toEqual([]);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('logger failed'));
  });

  it('still stops when it is told to', async () => {
    vi.spyOn(process, 'emitWarning').mockReturnValue();
    const { queue, clock, context, execute, start } = runBench({
      maxMessages: Infinity,
      shutdownGracePeriod: '1s',
      executionTimeout: '1h',
    });
    Object.assign(context.log, { log: broken, warn: broken });
    execute.mockImplementation(hanging);
    const stop = new AbortController();
    await sendMany(queue, 3);

    const run = start(stop.signal);
    await clock.advance(1_000);
    stop.abort(SIGTERM);
    await clock.advance(4_000);

    expect(await run).toMatchObject({ exitCode: 143, counts: { aborted: 2 } });
    expect(queue.messages.every(({ visibleOn }) => visibleOn <= clock.now())).toBe(true);
  });

  it('still tells of a receive that failed', async () => {
    vi.spyOn(process, 'emitWarning').mockReturnValue();
    const { receiving, context, run } = runBench();
    Object.assign(context.log, { error: broken });
    const refused = new QueueAccessError('refused', { queueName: 'q' });
    receiving.mockRejectedValue(refused);

    const report = await run();

    expect(report).toMatchObject({ exitCode: 21, error: refused });
  });
});
