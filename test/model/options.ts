import type { QueueJobOptions } from '../../libs/queue-job/src/options/queue-job-options.ts';
import type { Library } from './library.ts';
import type { Settings } from './plan.ts';

const resolved = new WeakMap<Library, QueueJobOptions>();

/** The library's options for a world's settings. All but these are resolved once for all worlds: it takes longer than a history. */
export function optionsOf(settings: Settings, library: Library): QueueJobOptions {
  const { Duration } = library;
  const duration = (milliseconds: number) => Duration.ofSeconds(milliseconds / 1_000);
  const optional = (milliseconds: number | undefined) =>
    milliseconds === undefined ? undefined : duration(milliseconds);
  const { maxDequeueCount, maxMessages, concurrency, poisonFormat } = settings;
  return Object.assign(Object.create(baseOf(library)) as QueueJobOptions, {
    maxDequeueCount,
    maxMessages,
    concurrency,
    poisonFormat,
    visibilityTimeout: duration(settings.lease),
    retryDelay: duration(settings.retryDelay),
    shutdownGracePeriod: duration(settings.grace),
    executionTimeout: optional(settings.executionTimeout),
    idleTimeout: duration(settings.idleTimeout),
    maxRunTime: optional(settings.maxRunTime),
  });
}

function baseOf(library: Library): QueueJobOptions {
  let base = resolved.get(library);
  if (base === undefined) {
    const connectionString = 'UseDevelopmentStorage=true';
    base = library.resolveOptions(
      {},
      { queueName: 'jobs', connectionString, messageEncoding: 'text' },
    );
    resolved.set(library, base);
  }
  return base;
}
