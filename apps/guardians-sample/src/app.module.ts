import { Module } from '@nestjs/common';
import { QueueJobModule } from 'nestjs-queue-job';
import { CreateGuardianExecutor } from './guardians/create-guardian.executor.js';
import { GuardianService } from './guardians/guardian.service.js';

@Module({
  imports: [QueueJobModule.forRoot()],
  providers: [GuardianService, CreateGuardianExecutor],
})
export class AppModule {}
