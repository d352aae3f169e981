import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { UNOBSERVED } from '../../libs/queue-job/src/delivery/delivery-observer.ts';
import type { Duration } from '../../libs/queue-job/src/options/duration.ts';
import type { LeaseLostError } from '../../libs/queue-job/src/queue/errors/lease-lost.error.ts';
import type { MemoryQueueService } from '../../libs/queue-job/src/queue/memory/memory-queue-service.ts';
import type { PoisonMessageError } from '../../libs/queue-job/src/message/errors/poison-message.error.ts';
import type { QueueAccessError } from '../../libs/queue-job/src/queue/errors/queue-access.error.ts';
import type { QueueUnavailableError } from '../../libs/queue-job/src/queue/errors/queue-unavailable.error.ts';
import type { resolveOptions } from '../../libs/queue-job/src/options/resolve-options.ts';
import type { RetryMessageError } from '../../libs/queue-job/src/delivery/errors/retry-message.error.ts';
import type { Run } from '../../libs/queue-job/src/runner/run.ts';
import type { ShutdownError } from '../../libs/queue-job/src/delivery/errors/shutdown.error.ts';
import type { SingletonBusyError } from '../../libs/queue-job/src/executor/errors/singleton-busy.error.ts';

/** What a world needs of the library. */
export interface Library {
  readonly Duration: typeof Duration;
  readonly LeaseLostError: typeof LeaseLostError;
  readonly MemoryQueueService: typeof MemoryQueueService;
  readonly PoisonMessageError: typeof PoisonMessageError;
  readonly QueueAccessError: typeof QueueAccessError;
  readonly QueueUnavailableError: typeof QueueUnavailableError;
  readonly resolveOptions: typeof resolveOptions;
  readonly RetryMessageError: typeof RetryMessageError;
  readonly Run: typeof Run;
  readonly ShutdownError: typeof ShutdownError;
  readonly SingletonBusyError: typeof SingletonBusyError;
  readonly UNOBSERVED: typeof UNOBSERVED;
}

const FILES = [
  'delivery/delivery-observer.js',
  'delivery/errors/retry-message.error.js',
  'delivery/errors/shutdown.error.js',
  'executor/errors/singleton-busy.error.js',
  'message/errors/poison-message.error.js',
  'options/duration.js',
  'options/resolve-options.js',
  'queue/errors/lease-lost.error.js',
  'queue/errors/queue-access.error.js',
  'queue/errors/queue-unavailable.error.js',
  'queue/memory/memory-queue-service.js',
  'runner/run.js',
];

/** The library as it is built. */
export const BUILT = fileURLToPath(new URL('../../libs/queue-job/dist', import.meta.url));

/**
 * Loads the library by Node itself: as it is shipped, unseen by the test runner, and as often as there are folders.
 *
 * @param folder holds the compiled library, whole or with a fault in it
 */
export function loadLibrary(folder = BUILT): Library {
  const require = createRequire(import.meta.url);
  return Object.assign(
    {},
    ...FILES.map((file) => require(`${folder}/${file}`) as object),
  ) as Library;
}
