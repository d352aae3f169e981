import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { Clock } from '../clock/clock.js';
import { SystemClock } from '../clock/system-clock.js';
import { storageAccountConfig } from '../options/storage-account.config.js';
import { QueueService } from '../queue/message-queue.js';
import { openQueueService } from '../queue/open-queue-service.js';
import { SENDER_OPTIONS } from './provide-senders.js';
import {
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
  SENDER_QUEUES,
  type OPTIONS_TYPE,
} from './queue-sender.module-definition.js';
import { senderOptions } from './sender-options.js';

/**
 * Lets a service send what a job receives. Import it once; its senders can be injected everywhere. In a job, `QueueJobModule` provides
 * a `QueueMessageSender` already, and this is for another storage account.
 *
 * @example
 * ‍@Module({ imports: [QueueSenderModule.forRoot({ queues: ['guardian-events', 'weapon-events'] })] })
 * export class AppModule {}
 */
@Module({
  imports: [ConfigModule.forFeature(storageAccountConfig)],
  providers: [
    { provide: Clock, useClass: SystemClock },
    {
      provide: SENDER_OPTIONS,
      inject: [storageAccountConfig.KEY, MODULE_OPTIONS_TOKEN, SENDER_QUEUES],
      useFactory: senderOptions,
    },
    { provide: QueueService, inject: [SENDER_OPTIONS], useFactory: openQueueService },
  ],
})
export class QueueSenderModule extends ConfigurableModuleClass {
  /**
   * Senders with the settings that files and the environment give.
   *
   * @param options what code decides; files and the environment may give the rest
   */
  static override forRoot(options: typeof OPTIONS_TYPE = {}): DynamicModule {
    return super.forRoot(options);
  }
}
