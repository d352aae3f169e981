import { randomUUID } from 'node:crypto';
import { Injectable, Module, type ModuleMetadata } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import type { IQueueMessageExecutor } from '../executor/queue-message-executor.interface.js';
import { directoryWith } from '../options/appsettings.fixture.js';
import { ConfigurationError } from '../options/configuration.error.js';
import { appOf, runJob, watchProcess } from '../queue-job.factory.fixture.js';
import { compile, queues } from '../queue-job.module.fixture.js';
import { QueueJobModule } from '../queue-job.module.js';
import { QueueService } from '../queue/message-queue.js';
import { InjectQueueSender, queueSenderToken } from './inject-queue-sender.decorator.js';
import { QueueMessageSender } from './queue-message-sender.js';
import type { QueueSenderOptionsFactory } from './queue-sender-module-options.interface.js';
import { QueueSenderModule } from './queue-sender.module.js';

interface GuardianEvents {
  'guardian.created': { readonly name: string };
}

@Injectable()
class GuardianService {
  constructor(readonly sender: QueueMessageSender<GuardianEvents>) {}
}

@Module({ providers: [GuardianService] })
class GuardianModule {}

const connectionString = 'UseDevelopmentStorage=true';
const newName = () => `q-${randomUUID()}`;
const sentTo = (queueName: string) => queues.getQueue(queueName).messages.length;

/** A service that sends to queues in memory. */
async function serviceOf(metadata: ModuleMetadata): Promise<TestingModule> {
  const app = await Test.createTestingModule(metadata)
    .overrideProvider(QueueService)
    .useValue(queues)
    .compile();
  onTestFinished(() => app.close());
  return app;
}

describe('QueueSenderModule', () => {
  it('gives every module of a service a sender to the queue of its settings', async () => {
    const queueName = newName();
    const sending = QueueSenderModule.forRoot({ queueName, connectionString });
    const app = await serviceOf({ imports: [sending, GuardianModule] });
    const { sender } = app.get(GuardianService, { strict: false });

    await sender.send('guardian.created', { name: 'Groot' });

    expect(sentTo(queueName)).toBe(1);
  });

  it('gives it a sender to each of several queues, and needs no other queue then', async () => {
    const [first, second] = [newName(), newName()];
    @Injectable()
    class Armoury {
      constructor(
        @InjectQueueSender(first) readonly guardians: QueueMessageSender,
        @InjectQueueSender(second) readonly weapons: QueueMessageSender,
      ) {}
    }
    const sending = QueueSenderModule.forRoot({ queues: [first, second, first], connectionString });
    const app = await serviceOf({ imports: [sending], providers: [Armoury] });
    const { guardians, weapons } = app.get(Armoury);

    await guardians.send('guardian.created', {});
    await weapons.send('weapon.forged', {});
    await weapons.send('weapon.forged', {});

    expect([sentTo(first), sentTo(second)]).toEqual([1, 2]);
    expect(app.get<QueueMessageSender>(queueSenderToken(first))).toBe(guardians);
  });

  it('is configured at run time by a factory or a class, for one queue or several', async () => {
    const queueName = newName();
    class Options implements QueueSenderOptionsFactory {
      createQueueSenderOptions() {
        return { queueName, connectionString };
      }
    }
    const useFactory = () => Promise.resolve({ queueName, connectionString });

    const apps = await Promise.all([
      serviceOf({ imports: [QueueSenderModule.forRootAsync({ useFactory })] }),
      serviceOf({ imports: [QueueSenderModule.forRootAsync({ useClass: Options })] }),
    ]);

    const several = await serviceOf({
      imports: [QueueSenderModule.forRootAsync({ queues: [queueName, newName()], useFactory })],
    });

    expect(several.get<QueueMessageSender>(queueSenderToken(queueName)).queueName).toBe(queueName);
    for (const app of apps) expect(app.get(QueueMessageSender).queueName).toBe(queueName);
  });

  it('reads the files and the environment of a job', async () => {
    const queueName = newName();
    const files = { 'appsettings.json': `{"StorageAccount":{"QueueName":"${queueName}"}}` };
    vi.spyOn(process, 'cwd').mockReturnValue(directoryWith(files));
    vi.stubEnv('StorageAccount__ConnectionString', connectionString);
    vi.stubEnv('StorageAccount__MaxDequeueCount', '3');
    onTestFinished(() => {
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
    });

    const app = await serviceOf({ imports: [QueueSenderModule.forRoot()] });

    expect(app.get(QueueMessageSender).queueName).toBe(queueName);
  });

  it.each([
    [{}, /QueueName .* is missing\. .* ConnectionString .* is missing/s],
    [{ queueName: 'Events', connectionString }, /"Events" is not a queue name/],
    [{ queues: ['Events'], connectionString }, /queues of QueueSenderModule\s+"Events" is not a/],
    [
      { queueName: 'events', connectionString, eventSource: 'a b' },
      /"a b" is not the source of an/,
    ],
  ])('refuses %o at start, by the rules of a job', async (options, fault) => {
    const start = serviceOf({ imports: [QueueSenderModule.forRoot(options)] });

    await expect(start).rejects.toThrow(ConfigurationError);
    await expect(start).rejects.toThrow(fault);
  });

  it('sends to the service what an executor of a job is given, and creates the queue', async () => {
    const queueName = newName();
    const sending = QueueSenderModule.forRoot({ queueName, connectionString: inject('azurite') });
    const app = await Test.createTestingModule({ imports: [sending] }).compile();
    onTestFinished(() => app.close());
    watchProcess();
    const execute = vi.fn<IQueueMessageExecutor['execute']>();

    const { id } = await app.get(QueueMessageSender).send('guardian.created', { name: 'Groot' });
    await runJob(appOf({ queueName }, execute));

    expect(execute.mock.calls).toMatchObject([
      [{ id, type: 'guardian.created', body: { name: 'Groot' } }, expect.any(AbortSignal)],
    ]);
  });
});

describe('QueueJobModule', () => {
  it('gives every module of a job a sender to its own queue, and to others', async () => {
    const [queueName, other] = [newName(), newName()];
    const job = QueueJobModule.forRoot({ queueName, connectionString });
    const app = await compile(job, { imports: [GuardianModule] });
    const { sender } = app.get(GuardianService, { strict: false });

    await sender.send('guardian.created', { name: 'Groot' });
    await sender.to(other).send('guardian.created', { name: 'Groot' });

    expect([sentTo(queueName), sentTo(other)]).toEqual([1, 1]);
  });

  it('lives beside senders to another account', async () => {
    const [queueName, other] = [newName(), newName()];
    const job = QueueJobModule.forRoot({ queueName, connectionString });
    const sending = QueueSenderModule.forRoot({ queues: [other], connectionString });

    const app = await compile(job, { imports: [sending] });

    expect(app.get(QueueMessageSender).queueName).toBe(queueName);
    expect(app.get<QueueMessageSender>(queueSenderToken(other)).queueName).toBe(other);
  });
});
