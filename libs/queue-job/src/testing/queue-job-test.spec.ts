import { Module, type OnModuleDestroy } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RetryMessageError } from '../delivery/errors/retry-message.error.js';
import type { IQueueMessageExecutor } from '../executor/queue-message-executor.interface.js';
import { QueueMessageExecutor } from '../executor/queue-message-executor.decorator.js';
import type { QueueMessage } from '../message/queue-message.js';
import { directoryWith } from '../options/appsettings.fixture.js';
import { ConfigurationError } from '../options/configuration.error.js';
import { QueueJobModule } from '../queue-job.module.js';
import { InjectQueueSender } from '../sender/inject-queue-sender.decorator.js';
import { QueueMessageSender } from '../sender/queue-message-sender.js';
import { QueueSenderModule } from '../sender/queue-sender.module.js';
import { QueueJobTest, type QueueJobTestOptions } from './queue-job-test.js';

type Execute = (message: QueueMessage, signal: AbortSignal) => Promise<void> | void;

/** What an executor does that is told by the test. */
class Work {
  execute: Execute = () => {};
}

@QueueMessageExecutor({ type: 'guardian.create' })
class CreateGuardianExecutor implements IQueueMessageExecutor {
  constructor(private readonly work: Work) {}

  async execute(message: QueueMessage, signal: AbortSignal): Promise<void> {
    await this.work.execute(message, signal);
  }
}

@Module({
  imports: [QueueJobModule.forRoot({ maxDequeueCount: 2 })],
  providers: [Work, CreateGuardianExecutor],
})
class AppModule {}

/** A job whose executor does this, in every run. */
function jobThat(execute: Execute, options: QueueJobTestOptions = {}): Promise<QueueJobTest> {
  const work = { execute };
  return QueueJobTest.create(AppModule, {
    override: (testing) => testing.overrideProvider(Work).useValue(work),
    ...options,
  });
}

describe('QueueJobTest', () => {
  it('runs a whole application on what was sent', async () => {
    const execute = vi.fn<Execute>();
    const job = await jobThat(execute);

    await job.send('guardian.create', { name: 'Groot' });
    const report = await job.run();

    expect(report).toMatchObject({ exitCode: 0, deliveries: [{ outcome: 'completed' }] });
    expect(execute.mock.calls).toMatchObject([[{ body: { name: 'Groot' } }, expect.anything()]]);
    expect(job.queue.messages).toEqual([]);
    expect(job.poison.messages).toEqual([]);
  });

  it('runs executors alone, with what they need', async () => {
    const job = await QueueJobTest.create({ providers: [Work, CreateGuardianExecutor] });

    await job.sendBody({ type: 'guardian.create', name: 'Groot' });

    await expect(job.run()).resolves.toMatchObject({ counts: { completed: 1 } });
  });

  it('ends at once when there is nothing to do', async () => {
    const job = await jobThat(() => {});

    await expect(job.run()).resolves.toMatchObject({ exitCode: 0, deliveries: [] });
  });

  it('shows what waits in a queue, and from when on', async () => {
    const job = await jobThat(() => {});
    await job.send('guardian.create', 'Groot', { delay: '10m', id: '1' });
    await job.sendText('{"half');

    expect(job.queue.messages).toMatchObject([
      {
        type: 'guardian.create',
        body: 'Groot',
        attributes: { id: '1' },
        dequeueCount: 0,
        isVisible: false,
        visibleOn: new Date('2026-01-01T00:10:00Z'),
      },
      { type: undefined, body: '{"half', text: '{"half', isVisible: true },
    ]);
  });

  it('lets the message come back when its delay is over, and not before', async () => {
    const job = await jobThat(({ dequeueCount }) => {
      if (dequeueCount === 1) throw new RetryMessageError('not yet', { delay: '10m' });
    });
    await job.send('guardian.create');

    const first = await job.run();
    await job.advance('9m');
    const tooEarly = await job.run();
    await job.advance('1m');
    const second = await job.run();

    expect(first).toMatchObject({ exitCode: 10, deliveries: [{ outcome: 'released' }] });
    expect(tooEarly).toMatchObject({ exitCode: 0, deliveries: [] });
    expect(second.deliveries).toMatchObject([{ outcome: 'completed', dequeueCount: 2 }]);
  });

  it('shows what was poisoned, and why', async () => {
    const job = await jobThat(() => {
      throw new Error('There is no Groot.');
    });
    await job.send('guardian.create', { name: 'Groot' });

    await job.run();
    const report = await job.run();

    expect(report.exitCode).toBe(11);
    expect(job.queue.messages).toEqual([]);
    expect(job.poison.messages).toMatchObject([
      { type: 'guardian.create', body: { name: 'Groot' } },
    ]);
    expect(job.poison.name).toBe('test-queue-poisen');
    expect(job.logs).toContainEqual(
      expect.objectContaining({
        level: 'error',
        context: 'QueueJob',
        message: expect.stringContaining('There is no Groot.'),
      }),
    );
  });

  it('tells of a type that no executor takes', async () => {
    const job = await jobThat(() => {});
    await job.send('guardian.creat');

    const { deliveries } = await job.run();

    expect(deliveries[0]!.reason).toMatch(/guardian\.creat.*guardian\.create/);
  });

  it('shows nothing of the log', async () => {
    const write = vi.spyOn(process.stdout, 'write');
    onTestFinished(() => write.mockRestore());
    const job = await jobThat(() => {});
    await job.send('guardian.create');

    await job.run();

    expect(write.mock.calls.join()).not.toContain('Received message');
    expect(job.logs.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Received message'),
    );
  });

  it('runs under fake timers', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const job = await jobThat(() => {});
    await job.send('guardian.create');

    await expect(job.run()).resolves.toMatchObject({ counts: { completed: 1 } });
  });

  it('waits for work that takes real time', async () => {
    const job = await jobThat(() => new Promise((resolve) => void setTimeout(resolve, 20)));
    await job.send('guardian.create');

    await expect(job.run()).resolves.toMatchObject({ counts: { completed: 1 }, duration: 0 });
  });

  it('lets time pass by itself while a run waits for more', async () => {
    const settings = { maxMessages: Infinity, idleTimeout: '10m' };
    const job = await jobThat(() => {}, { settings });
    await job.send('guardian.create');
    await job.send('guardian.create', 1, { delay: '5m' });
    await job.send('guardian.create', 2, { delay: '1h' });
    const start = job.clock.now();

    const report = await job.run();

    expect(report.counts.completed).toBe(2);
    expect(job.clock.now()).toBeGreaterThanOrEqual(start + 600_000);
  });

  describe('lets an executor take its time', () => {
    it('for which its lease is kept', async () => {
      const job = await jobThat(() => job.clock.sleep(300_000));
      await job.send('guardian.create');

      const run = await job.start();
      await job.advance('299s');
      const other = await job.run();
      await job.advance('1s');

      expect(other.deliveries).toEqual([]);
      expect((await run.report).deliveries).toMatchObject([
        { outcome: 'completed', duration: 300_000 },
      ]);
    });

    it('up to its timeout', async () => {
      const settings = { executionTimeout: '1m' };
      const job = await jobThat((_, signal) => aborted(signal), { settings });
      await job.send('guardian.create');

      const run = await job.start();
      await job.advance('1m');

      expect((await run.report).deliveries).toMatchObject([
        { outcome: 'released', error: { name: 'ExecutionTimeoutError' } },
      ]);
    });
  });

  describe('stops a run', () => {
    it('that ends by itself within its grace', async () => {
      const job = await jobThat(() => job.clock.sleep(10_000));
      await job.send('guardian.create');

      const run = await job.start();
      run.stop();
      await job.advance('10s');

      await expect(run.report).resolves.toMatchObject({ exitCode: 0 });
    });

    it('by force when its grace is over', async () => {
      const job = await jobThat((_, signal) => aborted(signal));
      await job.send('guardian.create');

      const run = await job.start();
      run.stop();
      await job.advance('20s');

      await expect(run.report).resolves.toMatchObject({ exitCode: 143, counts: { aborted: 1 } });
      expect(job.queue.messages).toMatchObject([{ isVisible: true }]);
    });
  });

  it('gives a message of a process that crashed to the next when its lease is over', async () => {
    const execute = vi.fn<Execute>(({ dequeueCount }) =>
      dequeueCount === 1 ? new Promise<void>(() => {}) : undefined,
    );
    const job = await jobThat(execute);
    await job.send('guardian.create');

    const run = await job.start();
    run.crash();
    await job.advance('29s');
    const early = await job.run();
    await job.advance('1s');
    const late = await job.run();

    expect(early.deliveries).toEqual([]);
    expect(late.deliveries).toMatchObject([{ outcome: 'completed', dequeueCount: 2 }]);
  });

  it('settles nothing for a process that crashed, although its executor goes on', async () => {
    const job = await jobThat(() => job.clock.sleep(10_000));
    await job.send('guardian.create');

    const run = await job.start();
    run.crash();
    await job.advance('10s');

    expect(job.queue.messages).toMatchObject([{ dequeueCount: 1, isVisible: false }]);
  });

  it('takes the lease of a process that stands still', async () => {
    const job = await jobThat(({ dequeueCount }, signal) =>
      dequeueCount === 1 ? aborted(signal) : undefined,
    );
    await job.send('guardian.create');

    const first = await job.start();
    first.pause();
    await job.advance('30s');
    const second = await job.run();
    first.resume();

    expect(second.deliveries).toMatchObject([{ outcome: 'completed' }]);
    expect(await first.report).toMatchObject({ exitCode: 12, counts: { 'lease-lost': 1 } });
  });

  it('excludes processes that work on the same key, also after a crash', async () => {
    @QueueMessageExecutor({ singleton: 'name' })
    class SingletonExecutor {
      execute(): Promise<void> {
        return job.clock.sleep(10_000);
      }
    }
    const job = await QueueJobTest.create({ providers: [SingletonExecutor] });
    for (let n = 0; n < 3; n++) await job.sendBody({ name: 'Groot' });

    const first = await job.start();
    const second = await job.run();
    first.crash();
    await job.advance('61s');
    const third = await job.start();
    await job.advance('10s');
    const fourth = await job.start();
    await job.advance('10s');

    expect(second.deliveries[0]!.reason).toContain('is being executed');
    expect((await third.report).counts.completed).toBe(1);
    expect((await fourth.report).counts.completed).toBe(1);
  });

  it('makes an application of its own for every run, and closes it', async () => {
    const events: string[] = [];
    class Connection implements OnModuleDestroy {
      constructor() {
        events.push('opened');
      }

      onModuleDestroy(): void {
        events.push('closed');
      }
    }
    const job = await QueueJobTest.create({
      providers: [Work, CreateGuardianExecutor, Connection],
    });
    const first = job.get(Connection);

    await job.run();
    expect(job.get(Connection)).toBe(first);
    await job.run();

    expect(job.get(Connection)).not.toBe(first);
    expect(events).toEqual(['opened', 'closed', 'opened', 'closed']);
  });

  it('closes an application that has not run when the test lets go of it', async () => {
    const onModuleDestroy = vi.fn<() => void>();
    {
      await using _job = await QueueJobTest.create({
        providers: [
          Work,
          CreateGuardianExecutor,
          { provide: 'connection', useValue: { onModuleDestroy } },
        ],
      });
    }

    expect(onModuleDestroy).toHaveBeenCalledOnce();
  });

  it('shows what executors send, to any queue and account', async () => {
    @QueueMessageExecutor()
    class ForwardingExecutor {
      constructor(
        private readonly sender: QueueMessageSender,
        @InjectQueueSender('weapon-events') private readonly weapons: QueueMessageSender,
      ) {}

      async execute({ body }: QueueMessage): Promise<void> {
        await this.sender.to('welcome-events').send('guardian.created', body);
        await this.weapons.send('weapon.forged', body);
      }
    }
    const job = await QueueJobTest.create({
      imports: [QueueSenderModule.forRoot({ queues: ['weapon-events'], eventSource: '/forge' })],
      providers: [ForwardingExecutor],
    });
    await job.sendBody('Groot');

    await job.run();

    expect(job.queueNamed('welcome-events').messages).toMatchObject([
      { type: 'guardian.created', body: 'Groot', attributes: { time: '2026-01-01T00:00:00.000Z' } },
    ]);
    expect(job.queueNamed('weapon-events').messages).toMatchObject([
      { attributes: { source: '/forge' } },
    ]);
  });

  it('lets what an executor sends belong to the trace of the message it executes', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    @QueueMessageExecutor()
    class ForwardingExecutor {
      constructor(private readonly sender: QueueMessageSender) {}

      async execute({ body }: QueueMessage): Promise<void> {
        await this.sender.to('welcome-events').send('guardian.created', body);
      }
    }
    const job = await QueueJobTest.create({ providers: [ForwardingExecutor] });
    await job.send('guardian.create', 'Groot', { traceContext: { traceparent } });

    await job.run();

    expect(job.queueNamed('welcome-events').messages).toMatchObject([
      { type: 'guardian.created', attributes: { traceparent } },
    ]);
  });

  describe('takes settings', () => {
    it('from the application, the test above it, and nothing around it', async () => {
      vi.stubEnv('StorageAccount__MaxDequeueCount', '9');
      vi.stubEnv('StorageAccount__VisibilityTimeout', 'nonsense');
      const cwd = vi.spyOn(process, 'cwd');
      cwd.mockReturnValue(directoryWith({ 'appsettings.json': 'nonsense' }));
      onTestFinished(() => {
        vi.unstubAllEnvs();
        cwd.mockRestore();
      });

      const job = await jobThat(() => {}, { settings: { queueName: 'guardian-events' } });

      expect(job.options).toMatchObject({ queueName: 'guardian-events', maxDequeueCount: 2 });
      expect(job.options.visibilityTimeout.seconds).toBe(30);
    });

    it('from an environment and files that it is given', async () => {
      const directory = directoryWith({
        'appsettings.json': { StorageAccount: { QueueName: 'a-queue', ExecutionTimeout: '1m' } },
        'appsettings.Test.json': { StorageAccount: { QueueName: 'b-queue' } },
      });
      const environment = { NODE_ENV: 'Test', StorageAccount__ShutdownGracePeriod: '5s' };
      const app = {
        imports: [ConfigModule.forRoot({ ignoreEnvFile: true })],
        providers: [CreateGuardianExecutor, Work],
      };

      const job = await QueueJobTest.create(app, { directory, environment });

      expect(job.options.queueName).toBe('b-queue');
      expect(job.options.executionTimeout?.seconds).toBe(60);
      expect(job.options.shutdownGracePeriod.seconds).toBe(5);
      expect(job.get(ConfigService).get('StorageAccount.QueueName')).toBe('b-queue');
    });

    it('of an application that signs in with an identity', async () => {
      const job = await jobThat(() => {}, { settings: { authenticationScheme: 'default' } });

      await expect(job.run()).resolves.toMatchObject({ exitCode: 0 });
    });
  });

  describe('refuses at once', () => {
    it.each([
      [
        'an application that is no job',
        { providers: [], module: class {} },
        {},
        /QueueJobModule is not|QueueJobModule\s+is not imported/,
      ],
      ['a job without an executor', {}, {}, /@QueueMessageExecutor\(\)\s+is missing/],
      [
        'a setting that is wrong',
        AppModule,
        { maxDequeueCount: -1 },
        /MaxDequeueCount .*\s+-1 is not/,
      ],
    ])('%s', async (_what, app, settings, fault) => {
      const creation = QueueJobTest.create(app, { settings });

      await expect(creation).rejects.toThrow(ConfigurationError);
      await expect(creation).rejects.toThrow(fault);
    });

    it('a duration that is none', async () => {
      const job = await jobThat(() => {});

      await expect(job.advance('soon')).rejects.toThrow('"soon" is not a duration.');
    });
  });
});

/** Never ends but by its signal. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}
