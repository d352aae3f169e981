import { ConsoleLogger, Injectable } from '@nestjs/common';
import { describe, expect, inject, it, vi } from 'vitest';
import { appOf, queueWith, runJob, watchProcess } from './queue-job.factory.fixture.js';

describe('QueueJobFactory.run', () => {
  it('ends with 0 and one line when there is nothing to do', async () => {
    const { written } = watchProcess();
    const { name: queueName } = await queueWith();

    const { report, terminationMessage } = await runJob(appOf({ queueName }));

    expect(report).toMatchObject({ exitCode: 0, queueName, deliveries: [] });
    expect(terminationMessage).toEqual({ exitCode: 0, queueName, deliveries: [] });
    expect(process.exitCode).toBe(0);
    expect(written.stderr).toBe('');
    expect(JSON.parse(written.stdout)).toMatchObject({
      message: `Queue "${queueName}" is empty: nothing to do.`,
    });
  });

  it('delivers one message, between the hooks of the application', async () => {
    watchProcess();
    const queue = await queueWith('first', 'second');
    const events: unknown[] = [];
    @Injectable()
    class Database {
      onModuleInit = () => events.push('init');
      onApplicationBootstrap = () => events.push('bootstrap');
      onModuleDestroy = () => events.push('destroy');
      onApplicationShutdown = () => events.push('shutdown');
    }
    const execute = ({ body }: { body: unknown }) => void events.push(body);

    const { report } = await runJob(appOf({ queueName: queue.name }, execute, [Database]));

    expect(events).toEqual(['init', 'bootstrap', 'first', 'destroy', 'shutdown']);
    expect(report).toMatchObject({ exitCode: 0, deliveries: [{ outcome: 'completed' }] });
    await expect(queue.receive({ maxMessages: 32, lease: 1_000 })).resolves.toMatchObject([
      { text: 'second', dequeueCount: 1 },
    ]);
  });

  it.each([
    [10, 'released', 5],
    [11, 'poisoned', 1],
  ])('ends with %d when the message is %s', async (exitCode, outcome, maxDequeueCount) => {
    const { exit } = watchProcess();
    const { name: queueName } = await queueWith('x');
    const execute = () => Promise.reject(new Error('No way.'));

    const { report, terminationMessage } = await runJob(
      appOf({ queueName, maxDequeueCount }, execute),
    );

    const reason = expect.stringContaining('Error: No way.') as string;
    expect(report).toMatchObject({ exitCode, deliveries: [{ outcome, reason }] });
    expect(terminationMessage).toMatchObject({ exitCode, deliveries: [{ outcome, reason }] });
    expect(process.exitCode).toBe(exitCode);
    expect(exit).not.toHaveBeenCalled();
  });

  it('ends with 21 when the queue refuses access', async () => {
    const { written } = watchProcess();
    const { name: queueName } = await queueWith();
    const connectionString = inject('azurite').replace(/AccountKey=\w{4}/, 'AccountKey=AAAA');

    const { report } = await runJob(appOf({ queueName, connectionString }));

    expect(report).toMatchObject({ exitCode: 21, error: { name: 'QueueAccessError' } });
    expect(written.stderr).toContain('refused access');
  });

  it("takes Nest's options, a logger say", async () => {
    const { written } = watchProcess();
    const { name: queueName } = await queueWith();
    const logger = new ConsoleLogger();
    const log = vi.spyOn(logger, 'log').mockReturnValue();

    await runJob(appOf({ queueName }), { logger });

    expect(log).toHaveBeenCalledWith(
      expect.stringContaining('is empty'),
      { queueName },
      'QueueJob',
    );
    expect(written).toEqual({ stdout: '', stderr: '' });
  });
});

describe('QueueJobFactory.run, told to end', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('releases by %s what has not ended, and ends with %d', async (name, exitCode) => {
    const { exit } = watchProcess();
    const queue = await queueWith('x');
    const execute = (_: unknown, signal: AbortSignal) => {
      process.emit(name, name);
      return new Promise<void>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    };

    const { report } = await runJob(
      appOf({ queueName: queue.name, shutdownGracePeriod: 0 }, execute),
    );

    expect(report).toMatchObject({ exitCode, deliveries: [{ outcome: 'aborted' }] });
    expect(exit).not.toHaveBeenCalled();
    await expect(queue.receive({ maxMessages: 1, lease: 1_000 })).resolves.toHaveLength(1);
  });

  it('completes what ends in its grace, and ends with 0', async () => {
    watchProcess();
    const { name: queueName } = await queueWith('x');
    const execute = () => void process.emit('SIGTERM', 'SIGTERM');

    const { report } = await runJob(appOf({ queueName }, execute));

    expect(report).toMatchObject({ exitCode: 0, deliveries: [{ outcome: 'completed' }] });
  });

  it('receives nothing when it is told so while it starts', async () => {
    watchProcess();
    const queue = await queueWith('x');
    @Injectable()
    class Database {
      onModuleInit = () => process.emit('SIGTERM', 'SIGTERM');
    }

    const { report } = await runJob(appOf({ queueName: queue.name }, () => {}, [Database]));

    expect(report).toMatchObject({ exitCode: 0, deliveries: [] });
    await expect(queue.receive({ maxMessages: 1, lease: 1_000 })).resolves.toMatchObject([
      { dequeueCount: 1 },
    ]);
  });

  it('ends the process at once by a second signal, and no longer listens when it is over', async () => {
    const { exit } = watchProcess();
    const { name: queueName } = await queueWith('x');
    const before = process.listenerCount('SIGTERM');
    const execute = () => {
      process.emit('SIGTERM', 'SIGTERM');
      process.emit('SIGTERM', 'SIGTERM');
    };

    await runJob(appOf({ queueName }, execute));

    expect(exit).toHaveBeenCalledExactlyOnceWith(143);
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});
