import { Injectable, Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { directoryWith } from './options/appsettings.fixture.js';
import { ConfigurationError } from './options/configuration.error.js';
import { REQUIRED } from './options/options.fixture.js';
import type {
  QueueJobModuleOptions,
  QueueJobOptionsFactory,
} from './options/queue-job-module-options.interface.js';
import { compile, optionsOf } from './queue-job.module.fixture.js';
import { QueueJobModule } from './queue-job.module.js';

beforeEach(() => {
  vi.spyOn(process, 'cwd').mockReturnValue(directoryWith({}));
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('forRoot', () => {
  it('takes everything from the environment when it is given nothing', async () => {
    vi.stubEnv('StorageAccount__QueueName', 'from-environment');
    vi.stubEnv('StorageAccount__ConnectionString', REQUIRED.connectionString);

    const options = await optionsOf(QueueJobModule.forRoot());

    expect(options.queueName).toBe('from-environment');
  });

  it('rejects with every fault of every source', async () => {
    vi.stubEnv('StorageAccount__MaxDequeueCount', 'many');
    vi.stubEnv('StorageAccount__QueueNam', 'x');

    const compiling = compile(QueueJobModule.forRoot({ ...REQUIRED, visibilityTimeout: 'long' }));

    const error = await compiling.catch((fault: unknown) => fault as ConfigurationError);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as ConfigurationError).faults.map(({ subject }) => subject)).toEqual([
      'QueueNam (StorageAccount__QueueNam)',
      'MaxDequeueCount (StorageAccount__MaxDequeueCount)',
      'VisibilityTimeout (StorageAccount__VisibilityTimeout, given in code)',
    ]);
  });

  it('rejects with the fault of a file', async () => {
    vi.spyOn(process, 'cwd').mockReturnValue(directoryWith({ 'appsettings.json': '[]' }));

    await expect(compile(QueueJobModule.forRoot(REQUIRED))).rejects.toBeInstanceOf(
      ConfigurationError,
    );
  });

  it('passes a credential on as it is', async () => {
    const authenticationScheme = { getToken: async () => null, self: {} as unknown };
    authenticationScheme.self = authenticationScheme;
    const { queueName } = REQUIRED;

    const options = await optionsOf(
      QueueJobModule.forRoot({ queueName, accountName: 'guardians', authenticationScheme }),
    );

    expect(options.authenticationScheme).toBe(authenticationScheme);
  });
});

describe('forRootAsync', () => {
  const fromCode: QueueJobModuleOptions = { ...REQUIRED, queueName: 'from-code' };

  @Injectable()
  class Factory implements QueueJobOptionsFactory {
    createQueueJobOptions(): QueueJobModuleOptions {
      return fromCode;
    }
  }

  @Injectable()
  class SlowFactory implements QueueJobOptionsFactory {
    async createQueueJobOptions(): Promise<QueueJobModuleOptions> {
      return fromCode;
    }
  }

  @Module({
    providers: [Factory, { provide: 'NAME', useValue: 'from-code' }],
    exports: [Factory, 'NAME'],
  })
  class SharedModule {}

  it.each<[string, Parameters<typeof QueueJobModule.forRootAsync>[0]]>([
    ['a factory', { useFactory: () => fromCode }],
    ['an async factory', { useFactory: async () => fromCode }],
    [
      'a factory with what it injects',
      {
        imports: [SharedModule],
        inject: ['NAME'],
        useFactory: (queueName: string) => ({ ...REQUIRED, queueName }),
      },
    ],
    ['a class', { useClass: Factory }],
    ['an async class', { useClass: SlowFactory }],
    ['a class that exists', { imports: [SharedModule], useExisting: Factory }],
  ])('takes options from %s', async (_, async) => {
    vi.stubEnv('StorageAccount__QueueName', 'from-environment');
    vi.stubEnv('StorageAccount__MaxDequeueCount', '3');

    const options = await optionsOf(QueueJobModule.forRootAsync(async));

    expect(options).toMatchObject({ queueName: 'from-code', maxDequeueCount: 3 });
  });

  it("takes options from the application's configuration", async () => {
    const load = [() => ({ queue: 'from-config' })];
    const job = QueueJobModule.forRootAsync({
      imports: [ConfigModule.forRoot({ ignoreEnvFile: true, load })],
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        ...REQUIRED,
        queueName: config.get<string>('queue'),
      }),
    });

    expect((await optionsOf(job)).queueName).toBe('from-config');
  });

  it('rejects with the faults of what it is given', async () => {
    const job = QueueJobModule.forRootAsync({ useFactory: () => ({ queueName: 'NO' }) });

    await expect(compile(job)).rejects.toThrow('"NO" is not a queue name');
  });

  it('rejects with what a factory throws', async () => {
    const job = QueueJobModule.forRootAsync({
      useFactory: () => Promise.reject(new Error('No vault.')),
    });

    await expect(compile(job)).rejects.toThrow('No vault.');
  });
});
