import { QueueJobFactory } from 'nestjs-queue-job';
import { AppModule } from './app.module.js';

await QueueJobFactory.run(AppModule);
