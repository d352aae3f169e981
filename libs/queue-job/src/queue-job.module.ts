import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { DiscoveryModule } from '@nestjs/core';
import { Clock } from './clock/clock.js';
import { SystemClock } from './clock/system-clock.js';
import { EnhancedCall } from './executor/enhanced-call.js';
import { ExecutorExplorer } from './executor/executor.explorer.js';
import { ExecutorRegistry } from './executor/executor.registry.js';
import { SingletonCall } from './executor/singleton-call.js';
import { AzureLockService } from './lock/azure/azure-lock-service.js';
import { LockService } from './lock/lock-service.js';
import type { Settings } from './options/merge-settings.js';
import type { QueueJobModuleOptions } from './options/queue-job-module-options.interface.js';
import { QueueJobOptions } from './options/queue-job-options.js';
import { resolveOptions } from './options/resolve-options.js';
import { storageAccountConfig } from './options/storage-account.config.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './queue-job.module-definition.js';
import { QueueService } from './queue/message-queue.js';
import { openQueueService } from './queue/open-queue-service.js';
import { QueueJobRunner } from './runner/queue-job.runner.js';
import { provideSender } from './sender/provide-senders.js';
import { QueueMessageSender } from './sender/queue-message-sender.js';
import { DeliveryListeners } from './telemetry/delivery-listeners.js';
import { Telemetry } from './telemetry/telemetry.js';

/**
 * Makes an application a job. Import it once, with `forRoot` or `forRootAsync`, next to a provider marked with
 * `@QueueMessageExecutor()`. Global, so that an executor in any module can send.
 *
 * @example
 * ‍@Module({ imports: [QueueJobModule.forRoot()], providers: [CreateGuardianExecutor] })
 * export class AppModule {}
 */
@Global()
@Module({
  imports: [DiscoveryModule, ConfigModule.forFeature(storageAccountConfig)],
  providers: [
    QueueJobRunner,
    ExecutorRegistry,
    ExecutorExplorer,
    EnhancedCall,
    SingletonCall,
    Telemetry,
    DeliveryListeners,
    { provide: Clock, useClass: SystemClock },
    {
      provide: QueueJobOptions,
      inject: [storageAccountConfig.KEY, MODULE_OPTIONS_TOKEN],
      useFactory: (config: Settings, code: QueueJobModuleOptions) => resolveOptions(config, code),
    },
    { provide: QueueService, inject: [QueueJobOptions], useFactory: openQueueService },
    provideSender(QueueJobOptions),
    {
      provide: LockService,
      inject: [QueueJobOptions, Clock],
      // Loads its SDK when it is opened, which it is only for an executor that asks for locks.
      useFactory: (options: QueueJobOptions, clock: Clock): LockService =>
        new AzureLockService(options, clock),
    },
  ],
  exports: [QueueJobRunner, QueueJobOptions, QueueMessageSender],
})
export class QueueJobModule extends ConfigurableModuleClass {
  /**
   * The job with the settings that files and the environment give.
   *
   * @param options what code decides; files and the environment may give the rest, or everything
   */
  static override forRoot(options: QueueJobModuleOptions = {}): DynamicModule {
    return super.forRoot(options);
  }
}
