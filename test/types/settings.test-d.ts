import type { QueueJobModuleOptions } from 'nestjs-queue-job';
import type { QueueJobOptions } from '../../libs/queue-job/src/options/queue-job-options.ts';

// Nothing here is run. The build fails when a setting stands in one of the two and not in the other.

type Setting = Exclude<keyof QueueJobOptions, 'poisonQueueName'>;
type Nothing<Names extends never> = Names;

export type Unexplained = Nothing<Exclude<Setting, keyof QueueJobModuleOptions>>;
export type Unread = Nothing<Exclude<keyof QueueJobModuleOptions, Setting>>;
