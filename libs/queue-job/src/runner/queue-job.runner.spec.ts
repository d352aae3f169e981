import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Clock } from '../clock/clock.js';
import { ManualClock } from '../clock/manual-clock.js';
import { working } from '../delivery/delivery.fixture.js';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import type { IQueueMessageExecutor } from '../executor/queue-message-executor.interface.js';
import { QueueMessageExecutor } from '../executor/queue-message-executor.decorator.js';
import type { QueueMessage } from '../message/queue-message.js';
import type { QueueJobModuleOptions } from '../options/queue-job-module-options.interface.js';
import { QueueJobModule } from '../queue-job.module.js';
import { MemoryQueueService } from '../queue/memory/memory-queue-service.js';
import { QueueService } from '../queue/message-queue.js';
import { untilOver } from './run.fixture.js';
import { QueueJobRunner, STARTED_FROM_OUTSIDE } from './queue-job.runner.js';

const QUEUE = 'guardian-events';

@QueueMessageExecutor()
class TestExecutor implements IQueueMessageExecutor {
  execute(_message: QueueMessage, _signal: AbortSignal): void | Promise<void> {}
}

@Injectable()
class Outside {}

/** Stands in for the factory, which starts the run itself. */
const fromOutside: DynamicModule = {
  module: Outside,
  global: true,
  providers: [{ provide: STARTED_FROM_OUTSIDE, useValue: true }],
  exports: [STARTED_FROM_OUTSIDE],
};

async function bench({
  start = 'outside',
  ...settings
}: QueueJobModuleOptions & { start?: 'outside' | 'hook' } = {}) {
  const clock = new ManualClock();
  const service = new MemoryQueueService(clock);
  const queue = service.getQueue(QUEUE);
  const moduleRef = await Test.createTestingModule({
    imports: [
      QueueJobModule.forRoot({
        queueName: QUEUE,
        connectionString: 'UseDevelopmentStorage=true',
        ...settings,
      }),
      ...(start === 'outside' ? [fromOutside] : []),
    ],
    providers: [TestExecutor],
  })
    .overrideProvider(QueueService)
    .useValue(service)
    .overrideProvider(Clock)
    .useValue(clock)
    .setLogger(false as never)
    .compile();
  const app: INestApplicationContext = moduleRef;
  onTestFinished(() => app.close());
  const execute = vi.spyOn(app.get(TestExecutor), 'execute');
  return { app, clock, queue, execute, runner: app.get(QueueJobRunner) };
}

describe('QueueJobRunner', () => {
  it('delivers one message and reports it', async () => {
    const { app, queue, runner, execute } = await bench();
    await queue.send('a');
    await queue.send('b');
    await app.init();

    const report = await runner.run();

    expect(report).toMatchObject({
      exitCode: 0,
      queueName: QUEUE,
      deliveries: [{ outcome: 'completed', dequeueCount: 1 }],
    });
    expect(execute).toHaveBeenCalledTimes(1);
    expect(queue.messages).toMatchObject([{ text: 'b', dequeueCount: 0 }]);
  });

  it('reports that there was nothing to do', async () => {
    const { app, runner } = await bench();
    await app.init();

    const report = await runner.run();

    expect(report).toMatchObject({ exitCode: 0, deliveries: [] });
    expect(report).not.toHaveProperty('error');
  });

  it('reports why it could not receive', async () => {
    const { app, queue, runner } = await bench();
    const error = new Error('refused');
    vi.spyOn(queue, 'receive').mockRejectedValue(error);
    await app.init();

    const report = await runner.run();

    expect(report).toMatchObject({ exitCode: 21, deliveries: [], error });
  });

  it('runs once, however often it is asked to', async () => {
    const { app, queue, runner, execute } = await bench();
    await queue.send('a');
    await queue.send('b');
    await app.init();

    const [first, second, completion] = await Promise.all([
      runner.run(),
      runner.run(),
      runner.completion,
    ]);

    expect(execute).toHaveBeenCalledTimes(1);
    expect(second).toBe(first);
    expect(completion).toBe(first);
  });

  it('does not start by itself when somebody else starts it', async () => {
    const { app, queue, execute } = await bench();
    await queue.send('a');

    await app.init();

    expect(execute).not.toHaveBeenCalled();
  });

  it('starts by itself in the bootstrap hook otherwise, without holding it up', async () => {
    const { app, clock, queue, runner, execute } = await bench({ start: 'hook' });
    execute.mockImplementation(working(clock, 60_000));
    await queue.send('a');

    await app.init();
    await clock.advance(60_000);

    expect(await runner.completion).toMatchObject({
      exitCode: 0,
      deliveries: [{ outcome: 'completed' }],
    });
  });

  it('tells how far it has come', async () => {
    const { app, clock, queue, runner, execute } = await bench({ maxMessages: 3 });
    execute.mockImplementationOnce(() => {}).mockImplementation(working(clock, 60_000));
    for (const text of ['a', 'b', 'c']) await queue.send(text);
    const [, inExecution, ahead] = queue.messages.map(({ id }) => id);
    await app.init();

    const before = runner.progress;
    const run = runner.run();
    await clock.advance(1_000);
    const meanwhile = runner.progress;
    await clock.advance(120_000);
    const report = await run;

    expect(before).toMatchObject({ queueName: QUEUE, deliveries: [], unsettled: [] });
    expect(meanwhile).toMatchObject({
      queueName: QUEUE,
      counts: { completed: 1 },
      unsettled: [
        { messageId: inExecution, dequeueCount: 1 },
        { messageId: ahead, dequeueCount: 1 },
      ],
    });
    expect([before.report, meanwhile.report]).toEqual([undefined, undefined]);
    expect(runner.progress).toMatchObject({ unsettled: [], report });
  });

  it('has in hand what it is just giving back', async () => {
    const { app, clock, queue, runner, execute } = await bench({
      maxMessages: 2,
      maxRunTime: '5s',
    });
    const released = Promise.withResolvers<void>();
    vi.spyOn(queue, 'release').mockReturnValueOnce(released.promise);
    execute.mockImplementation(working(clock, 10_000));
    for (const text of ['a', 'b']) await queue.send(text);
    const [, ahead] = queue.messages.map(({ id }) => id);
    await app.init();

    const run = runner.run();
    await clock.advance(10_000);
    const meanwhile = runner.progress;
    released.resolve();
    await run;

    expect(meanwhile.unsettled).toMatchObject([{ messageId: ahead }]);
    expect(runner.progress.unsettled).toEqual([]);
  });

  describe('with ReadyFile', () => {
    const readyFile = () => {
      const directory = mkdtempSync(join(tmpdir(), 'queue-job-'));
      onTestFinished(() => rmSync(directory, { recursive: true }));
      return join(directory, 'ready');
    };

    it('writes it once the first message is leased', async () => {
      const path = readyFile();
      const { app, clock, queue, execute, runner } = await bench({ readyFile: path });
      execute.mockImplementation(() => vi.waitFor(() => expect(existsSync(path)).toBe(true)));
      await queue.send('a');
      await app.init();

      expect(existsSync(path)).toBe(false);
      await expect(untilOver(runner.run(), clock)).resolves.toMatchObject({ exitCode: 0 });
    });

    it('removes a stale one before the run, and writes none when there is no message', async () => {
      const path = readyFile();
      writeFileSync(path, 'of an earlier run');
      const { app, runner } = await bench({ readyFile: path });
      await app.init();

      expect(existsSync(path)).toBe(false);
      await runner.run();
      expect(existsSync(path)).toBe(false);
    });

    it('does the work although it cannot be written', async () => {
      const { app, queue, runner } = await bench({ readyFile: join(readyFile(), 'no-directory') });
      await queue.send('a');
      await app.init();

      await expect(runner.run()).resolves.toMatchObject({ exitCode: 0, counts: { completed: 1 } });
    });
  });

  describe('when it is told to stop', () => {
    it('receives nothing any more', async () => {
      const { app, queue, runner } = await bench();
      const receive = vi.spyOn(queue, 'receive');
      await queue.send('a');
      await app.init();

      const report = await runner.run(AbortSignal.abort(new ShutdownError('SIGTERM')));

      expect(report).toMatchObject({ exitCode: 0, deliveries: [] });
      expect(receive).not.toHaveBeenCalled();
    });

    it('gives the message back that it was just receiving', async () => {
      const { app, queue, runner, execute } = await bench();
      const stop = new AbortController();
      const receive = queue.receive.bind(queue);
      vi.spyOn(queue, 'receive').mockImplementationOnce(async (options) => {
        stop.abort(new ShutdownError('SIGTERM'));
        return receive(options);
      });
      await queue.send('a');
      await app.init();

      const report = await runner.run(stop.signal);

      expect(report).toMatchObject({ exitCode: 143, deliveries: [{ outcome: 'aborted' }] });
      expect(execute).not.toHaveBeenCalled();
      expect(await receive({ maxMessages: 1, lease: 1_000 })).toHaveLength(1);
    });

    it('lets work end within the grace period', async () => {
      const { app, clock, queue, runner, execute } = await bench({ shutdownGracePeriod: '20s' });
      execute.mockImplementation(working(clock, 30_000));
      const stop = new AbortController();
      await queue.send('a');
      await app.init();

      const run = runner.run(stop.signal);
      await clock.advance(11_000);
      stop.abort(new ShutdownError('SIGTERM'));
      await clock.advance(19_000);

      expect(await run).toMatchObject({ exitCode: 0, deliveries: [{ outcome: 'completed' }] });
      expect(queue.messages).toEqual([]);
    });

    it('aborts work after the grace period and releases its message', async () => {
      const { app, clock, queue, runner, execute } = await bench({ shutdownGracePeriod: '20s' });
      execute.mockImplementation(working(clock, 60_000));
      const stop = new AbortController();
      await queue.send('a');
      await app.init();

      const run = runner.run(stop.signal);
      await clock.advance(11_000);
      stop.abort(new ShutdownError('SIGTERM'));
      await clock.advance(20_000);

      expect(await run).toMatchObject({
        exitCode: 143,
        deliveries: [{ outcome: 'aborted', duration: 31_000 }],
      });
      expect(queue.messages).toMatchObject([{ visibleOn: clock.now() }]);
    });

    it('stops the same way when the application is closed', async () => {
      const { app, clock, queue, runner, execute } = await bench({
        start: 'hook',
        shutdownGracePeriod: '2s',
      });
      execute.mockImplementation(working(clock, 60_000));
      await queue.send('a');
      await app.init();
      await clock.advance(1_000);

      const closing = app.close();
      await clock.advance(2_000);
      await closing;

      expect(await runner.completion).toMatchObject({
        exitCode: 143,
        deliveries: [{ outcome: 'aborted' }],
      });
      expect(queue.messages).toMatchObject([{ visibleOn: clock.now() }]);
    });
  });
});
