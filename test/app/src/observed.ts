// A job that logs, and listens to its deliveries; with the argument "span" it makes a span of its own.
import { Injectable, Logger } from '@nestjs/common';
import {
  OnDelivery,
  QueueJobFactory,
  QueueJobModule,
  QueueMessageExecutor,
  type DeliveryEvent,
  type QueueMessage,
} from 'nestjs-queue-job';
import { tell } from './channel.js';
import type { Script } from './script.js';
import { ScriptedExecutor } from './scripted.executor.js';

const logger = new Logger('Forge');

@QueueMessageExecutor()
class ObservedExecutor extends ScriptedExecutor {
  override async execute(
    message: QueueMessage<Script | string>,
    signal: AbortSignal,
  ): Promise<void> {
    if (process.argv[2] !== 'span') return this.#forge(message, signal);
    const { trace } = await import('@opentelemetry/api');
    await trace.getTracer('forge').startActiveSpan('forge', async (span) => {
      await this.#forge(message, signal).finally(() => span.end());
    });
  }

  async #forge(message: QueueMessage<Script | string>, signal: AbortSignal): Promise<void> {
    logger.log('Forging begins.');
    await super.execute(message, signal);
    logger.log('Forging has ended.');
  }
}

@Injectable()
class Listener {
  @OnDelivery('received', 'completed', 'released', 'poisoned', 'aborted')
  onDelivery({ event, messageId }: DeliveryEvent): void {
    tell({ event: 'heard', of: event, messageId });
    throw new Error('The listener is broken, AccountKey=c2VjcmV0');
  }
}

class ObservedModule {}

await QueueJobFactory.run({
  module: ObservedModule,
  imports: [QueueJobModule.forRoot()],
  providers: [ObservedExecutor, Listener],
});
