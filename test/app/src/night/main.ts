import { Injectable, Logger, Module } from '@nestjs/common';
import { IsNotEmpty, IsString } from 'class-validator';
import {
  QueueJobFactory,
  QueueJobModule,
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import { CreateGuardian } from './create-guardian.js';

// The job of docs/three-in-the-morning.md, in two releases: the second takes what the sender calls `title`.

class CreateGuardianBefore {
  @IsString()
  @IsNotEmpty()
  readonly name!: string;
}

@Injectable()
@QueueMessageExecutor({
  type: 'guardian.create',
  payload: process.env['RELEASE'] === '1.4.2' ? CreateGuardianBefore : CreateGuardian,
})
export class CreateGuardianExecutor implements IQueueMessageExecutor<CreateGuardian> {
  private readonly logger = new Logger(CreateGuardianExecutor.name);

  async execute({ body }: QueueMessage<CreateGuardian>): Promise<void> {
    this.logger.log(`Created ${body.name}.`);
  }
}

@Module({ imports: [QueueJobModule.forRoot()], providers: [CreateGuardianExecutor] })
class NightModule {}

await QueueJobFactory.run(NightModule);
