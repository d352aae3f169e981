import { Logger } from '@nestjs/common';
import {
  PoisonMessageError,
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import type { CreateGuardian } from './create-guardian.event.js';
import { GuardianService } from './guardian.service.js';

/** Does what a {@link CreateGuardian} event asks for. */
@QueueMessageExecutor()
export class CreateGuardianExecutor implements IQueueMessageExecutor<CreateGuardian> {
  private readonly logger = new Logger(CreateGuardianExecutor.name);

  constructor(private readonly guardians: GuardianService) {}

  async execute(message: QueueMessage<CreateGuardian>, signal: AbortSignal): Promise<void> {
    const { name, failures = 0 } = message.body;
    if (!name) throw new PoisonMessageError('The event names no guardian.');
    if (message.dequeueCount <= failures)
      throw new Error(`${name} is not ready to be created yet.`);

    const guardian = await this.guardians.create(name, signal);
    this.logger.log('Guardian created', guardian);
  }
}
