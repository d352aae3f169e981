import { Module } from '@nestjs/common';
import { QueueJobModule } from 'nestjs-queue-job';
import { CreateGuardianExecutor } from './create-guardian.executor.js';
import { GuardianService } from './guardian.service.js';

@Module({
  imports: [QueueJobModule.forRoot()],
  providers: [GuardianService, CreateGuardianExecutor],
})
export class AppModule {}
