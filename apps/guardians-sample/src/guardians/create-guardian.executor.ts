import { Logger } from '@nestjs/common';
import {
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import { CreateGuardian } from './create-guardian.js';
import { GuardianService } from './guardian.service.js';

/** Does what a {@link CreateGuardian} event asks for. */
@QueueMessageExecutor({ type: 'guardian.create', payload: CreateGuardian })
export class CreateGuardianExecutor implements IQueueMessageExecutor<CreateGuardian> {
  private readonly logger = new Logger(CreateGuardianExecutor.name);

  constructor(private readonly guardians: GuardianService) {}

  async execute(message: QueueMessage<CreateGuardian>, signal: AbortSignal): Promise<void> {
    const { name, failures, forging } = message.body;
    if (message.dequeueCount <= failures) {
      throw new Error(`${name} is not ready to be created yet.`);
    }
    const guardian = await this.guardians.create(name, forging, signal);
    this.logger.log('Guardian created', guardian);
  }
}
