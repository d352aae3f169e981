import { Module } from '@nestjs/common';
import { QueueJobModule } from 'nestjs-queue-job';
import { ArmGuardianExecutor } from './guardians/arm-guardian.executor.js';
import { CreateGuardianExecutor } from './guardians/create-guardian.executor.js';
import { GuardianService } from './guardians/guardian.service.js';

@Module({
  imports: [QueueJobModule.forRoot()],
  providers: [GuardianService, CreateGuardianExecutor, ArmGuardianExecutor],
})
export class AppModule {}
