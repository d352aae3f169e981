import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { QueueJobModule } from 'nestjs-queue-job';
import { ScriptedExecutor } from './scripted.executor.js';
import { Stages } from './stages.js';

/** The application that most tests run, configured by its surroundings alone. */
@Module({
  imports: [ConfigModule.forRoot(), QueueJobModule.forRoot()],
  providers: [ScriptedExecutor, Stages],
})
export class AppModule {}
