import type { DynamicModule, LoggerService, ModuleMetadata, Type } from '@nestjs/common';
import { Test, type TestingModule, type TestingModuleBuilder } from '@nestjs/testing';
import { Clock } from '../clock/clock.js';
import { LockService } from '../lock/lock-service.js';
import type { QueueJobModuleOptions } from '../options/queue-job-module-options.interface.js';
import { QueueJobOptions } from '../options/queue-job-options.js';
import { storageAccountConfig } from '../options/storage-account.config.js';
import { hosted } from '../process/host.js';
import { MODULE_OPTIONS_TOKEN } from '../queue-job.module-definition.js';
import { QueueJobModule } from '../queue-job.module.js';
import { QueueService } from '../queue/message-queue.js';
import { SENDER_OPTIONS } from '../sender/provide-senders.js';
import {
  MODULE_OPTIONS_TOKEN as SENDER_MODULE_OPTIONS,
  SENDER_QUEUES,
} from '../sender/queue-sender.module-definition.js';
import type { QueueSenderModuleOptions } from '../sender/queue-sender-module-options.interface.js';
import { senderOptions } from '../sender/sender-options.js';
import type { TestProcess } from './test-process.js';
import { configOf, resolveTestOptions, type TestSettings } from './test-settings.js';

/** A job's root module; or what is in it besides `QueueJobModule`, its executors above all. */
export type JobUnderTest = Type | DynamicModule | ModuleMetadata;

export interface TestingApplicationOptions extends TestSettings {
  /**
   * Replaces what the application would use outside of a test, as with `Test.createTestingModule`. Called for every run, each of which
   * has an application of its own.
   *
   * @example
   * (testing) => testing.overrideProvider(GuardianService).useValue(guardians)
   */
  readonly override?: ((testing: TestingModuleBuilder) => TestingModuleBuilder) | undefined;
}

/** Puts the application together, as for a process of its own, and runs its hooks up to the moment at which the job would begin. */
export async function startApplication(
  job: JobUnderTest,
  { override = (testing) => testing, ...settings }: TestingApplicationOptions,
  { clock, queues, locks }: TestProcess,
  logger: LoggerService,
): Promise<TestingModule> {
  const config = configOf(settings);
  const testing = Test.createTestingModule({ imports: [hosted(rootModule(job))] })
    .setLogger(logger)
    .overrideProvider(Clock)
    .useValue(clock)
    .overrideProvider(QueueService)
    .useValue(queues)
    .overrideProvider(LockService)
    .useValue(locks)
    .overrideProvider(storageAccountConfig.KEY)
    .useValue(config)
    .overrideProvider(QueueJobOptions)
    .useFactory({
      factory: (code: QueueJobModuleOptions) => resolveTestOptions(config, code, settings.settings),
      inject: [MODULE_OPTIONS_TOKEN],
    })
    .overrideProvider(SENDER_OPTIONS)
    .useFactory({
      factory: (code: QueueSenderModuleOptions, queueNames: string[]) =>
        senderOptions(config, code, queueNames, resolveTestOptions),
      inject: [SENDER_MODULE_OPTIONS, SENDER_QUEUES],
    });
  const app = await override(testing).compile();
  return app.init();
}

function rootModule(job: JobUnderTest): Type | DynamicModule {
  if (typeof job === 'function' || 'module' in job) return job;
  const imports = [QueueJobModule.forRoot(), ...(job.imports ?? [])];
  return { ...job, imports, module: class JobUnderTest {} };
}
