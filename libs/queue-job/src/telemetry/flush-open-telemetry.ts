import type { Log } from '../log.js';
import { openTelemetry } from './open-telemetry.js';
import { flushFailed, notFlushed } from './telemetry.messages.js';

/** In milliseconds: a collector answers in a few, and a pod that is to end has no time for one that does not. */
const PATIENCE = 3_000;

/** What a provider of an SDK can be asked, and one of the bare API cannot. */
interface Flushable {
  readonly forceFlush?: () => Promise<void>;
  /** The global provider of spans only stands in front of the one that the application set. */
  readonly getDelegate?: () => Flushable;
}

/**
 * Has spans and metrics leave the process, which else would end before the SDK's own intervals. Waits for 3 s at most, and never
 * rejects. A provider that was shut down already has nothing left, and says so at once.
 */
export async function flushOpenTelemetry(log: Log): Promise<void> {
  const timeout = Promise.withResolvers<'timeout'>();
  // Keeps the process alive meanwhile: what an exporter waits for need not.
  const timer = setTimeout(() => timeout.resolve('timeout'), PATIENCE);
  try {
    const end = await Promise.race([flush(), timeout.promise]);
    if (end === 'timeout') log.warn(notFlushed(PATIENCE / 1000));
  } catch (error) {
    log.warn(flushFailed(error));
  } finally {
    clearTimeout(timer);
  }
}

async function flush(): Promise<void> {
  const api = openTelemetry();
  if (api === undefined) return;
  // Not told by their classes: a bundle has a copy of the API of its own, and the SDK may have registered with another.
  const tracers = api.trace.getTracerProvider() as Flushable;
  const meters = api.metrics.getMeterProvider() as Flushable;
  const flushed = await Promise.allSettled(
    [tracers.getDelegate?.() ?? tracers, meters].map(async (provider) => provider.forceFlush?.()),
  );
  const failed = flushed.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
