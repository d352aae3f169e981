import type { Clock } from 'nestjs-queue-job/tools';

/** Waits, but no longer than until it is told to stop. */
export async function pause(milliseconds: number, clock: Clock, stop: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || stop.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const onAbort = () => resolve();
  const cancel = clock.schedule(milliseconds, resolve);
  stop.addEventListener('abort', onAbort);
  await promise;
  stop.removeEventListener('abort', onAbort);
  cancel();
}
