import { Logger } from '@nestjs/common';
import {
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import { GuardianService } from './guardian.service.js';

export interface CreateGuardian {
  readonly name: string;
}

@QueueMessageExecutor()
export class CreateGuardianExecutor implements IQueueMessageExecutor<CreateGuardian> {
  constructor(private readonly guardians: GuardianService) {}

  async execute({ body }: QueueMessage<CreateGuardian>, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    new Logger('Guardians').log(this.guardians.create(body.name));
  }
}
