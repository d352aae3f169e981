import { Logger } from '@nestjs/common';
import {
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import { ArmGuardian } from './arm-guardian.js';
import { GuardianService } from './guardian.service.js';

/** Does what an {@link ArmGuardian} event asks for. */
@QueueMessageExecutor({ type: 'guardian.arm', payload: ArmGuardian })
export class ArmGuardianExecutor implements IQueueMessageExecutor<ArmGuardian> {
  private readonly logger = new Logger(ArmGuardianExecutor.name);

  constructor(private readonly guardians: GuardianService) {}

  async execute({ body }: QueueMessage<ArmGuardian>, signal: AbortSignal): Promise<void> {
    const guardian = await this.guardians.arm(body.name, body.weapon, body.forging, signal);
    this.logger.log('Guardian armed', guardian);
  }
}
