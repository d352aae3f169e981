import { Injectable } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { directoryWith } from './options/appsettings.fixture.js';
import { ConfigurationError } from './options/configuration.error.js';
import { REQUIRED } from './options/options.fixture.js';
import { QueueJobOptions } from './options/queue-job-options.js';
import { compile, Executor, optionsOf, queues } from './queue-job.module.fixture.js';
import { QueueJobModule } from './queue-job.module.js';
import { QueueService } from './queue/message-queue.js';
import { QueueJobRunner } from './runner/queue-job.runner.js';

const { connectionString } = REQUIRED;

beforeEach(() => {
  vi.spyOn(process, 'cwd').mockReturnValue(directoryWith({}));
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('QueueJobModule', () => {
  it('runs the job when the application starts: one message, executed and deleted', async () => {
    const queue = queues.getQueue('first-events');
    await queue.send('{"name":"Athena"}');
    await queue.send('{"name":"Ares"}');
    const app = await compile(QueueJobModule.forRoot({ ...REQUIRED, queueName: 'first-events' }));

    await app.init();
    const report = await app.get(QueueJobRunner).completion;

    expect(report).toMatchObject({
      exitCode: 0,
      queueName: 'first-events',
      deliveries: [{ outcome: 'completed' }],
    });
    expect(app.get(Executor).bodies).toEqual([{ name: 'Athena' }]);
    expect(queue.messages.map(({ text }) => text)).toEqual(['{"name":"Ares"}']);
  });

  it('does not make the application wait for the job', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const executor = Object.assign(new Executor(), { execute: () => promise });
    await queues.getQueue('slow-events').send('x');
    const app = await compile(QueueJobModule.forRoot({ ...REQUIRED, queueName: 'slow-events' }), {
      providers: [{ provide: Executor, useValue: executor }],
    });

    await app.init();
    resolve();

    await expect(app.get(QueueJobRunner).completion).resolves.toMatchObject({ exitCode: 0 });
  });

  it('lets a test put another executor in the place of the real one', async () => {
    const execute = vi.fn<Executor['execute']>();
    await queues.getQueue('tested-events').send('x');
    const app = await Test.createTestingModule({
      imports: [QueueJobModule.forRoot({ ...REQUIRED, queueName: 'tested-events' })],
      providers: [Executor],
    })
      .overrideProvider(QueueService)
      .useValue(queues)
      .overrideProvider(Executor)
      .useValue({ execute })
      .compile();
    app.useLogger(false);

    await app.init();
    await app.get(QueueJobRunner).completion;
    await app.close();

    expect(execute).toHaveBeenCalledOnce();
  });

  it('refuses to start without an executor', async () => {
    const app = await compile(QueueJobModule.forRoot(REQUIRED), { providers: [] });

    await expect(app.init()).rejects.toBeInstanceOf(ConfigurationError);
  });

  it('makes no call to a queue before it starts', async () => {
    const app = await Test.createTestingModule({
      imports: [QueueJobModule.forRoot(REQUIRED)],
      providers: [Executor],
    }).compile();

    expect(app.get(QueueService, { strict: false }).getQueue('events').name).toBe('events');
  });

  it('gives its runner and its options to what the importing module provides', async () => {
    @Injectable()
    class Guardians {
      constructor(
        readonly options: QueueJobOptions,
        readonly runner: QueueJobRunner,
      ) {}
    }
    const app = await compile(QueueJobModule.forRoot(REQUIRED), { providers: [Guardians] });

    const { options, runner } = app.get(Guardians);

    expect(options).toBe(app.get(QueueJobOptions));
    expect(runner).toBe(app.get(QueueJobRunner));
  });
});

describe('the section StorageAccount of ConfigService', () => {
  it('has the values of files and the environment', async () => {
    vi.stubEnv('StorageAccount__RetryDelay', '5s');
    vi.stubEnv('STORAGEACCOUNT__POISENQUEUESUFFIX', 'bad');
    const section = { queueName: 'from-file', RetryDelay: 1 };
    const files = { 'appsettings.json': { storageaccount: section } };
    vi.spyOn(process, 'cwd').mockReturnValue(directoryWith(files));

    const app = await compile(QueueJobModule.forRoot({ connectionString }), {
      imports: [ConfigModule.forRoot({ ignoreEnvFile: true })],
      providers: [Executor],
    });

    const config = app.get(ConfigService);
    expect(config.get('StorageAccount.QueueName')).toBe('from-file');
    expect(config.get('StorageAccount')).toEqual({
      QueueName: 'from-file',
      RetryDelay: '5s',
      PoisonQueueSuffix: 'bad',
    });
    expect(app.get(QueueJobOptions).poisonQueueName).toBe('from-file-bad');
  });

  it('has what a .env file of the application gives', async () => {
    const directory = directoryWith({ '.env': 'StorageAccount__QueueName=from-env-file\n' });
    vi.stubEnv('StorageAccount__QueueName', undefined);

    const options = await optionsOf(QueueJobModule.forRoot({ connectionString }), {
      imports: [ConfigModule.forRoot({ envFilePath: `${directory}/.env` })],
    });

    expect(options.queueName).toBe('from-env-file');
  });
});
