import { Test } from '@nestjs/testing';
import { QueueJobModule, QueueJobRunner } from 'nestjs-queue-job';
import { Clock } from '../../../libs/queue-job/dist/clock/clock.js';
import { SystemClock } from '../../../libs/queue-job/dist/clock/system-clock.js';
import { JobLogger } from '../../../libs/queue-job/dist/process/job.logger.js';
import { QueueService } from '../../../libs/queue-job/dist/queue/message-queue.js';
import { EndlessQueueService } from './endless-queue.js';
import { EXECUTORS } from './feature-executors.js';

// Deliveries without a network, with one feature of the library: what they take more than without it is what it costs.

const { FEATURE = 'plain', DELIVERIES = '1000' } = process.env;

/** A clock on which nothing is ever due. */
class TimelessClock extends SystemClock {
  override schedule(): () => void {
    return () => {};
  }
}

// Loaded for this feature only, as in an application: it takes longer to load than all the rest.
if (FEATURE === 'telemetry') (await import('./telemetry.js')).setUpTelemetry();

const builder = Test.createTestingModule({
  imports: [
    QueueJobModule.forRoot({
      connectionString: 'UseDevelopmentStorage=true',
      queueName: 'guardian-events',
      maxMessages: Number(DELIVERIES),
      concurrency: 16,
    }),
  ],
  providers: [...(EXECUTORS[FEATURE] ?? EXECUTORS['plain']!)],
})
  .overrideProvider(QueueService)
  .useValue(new EndlessQueueService());
// Without, Nest's testing module writes nothing but errors.
if (FEATURE === 'log lines') builder.setLogger(new JobLogger());
if (FEATURE === 'no timers') builder.overrideProvider(Clock).useValue(new TimelessClock());

const job = await builder.compile();
await job.init();
const { counts } = await job.get(QueueJobRunner).completion;
await job.close();
if (counts.completed !== Number(DELIVERIES)) throw new Error(JSON.stringify(counts));
