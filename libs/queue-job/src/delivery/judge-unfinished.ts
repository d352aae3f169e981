import { Duration } from '../options/duration.js';
import type { QueueJobOptions } from '../options/queue-job-options.js';
import { abortedBeforeExecution, abortedInExecution, notBegun } from './delivery.messages.js';
import type { Verdict } from './verdict.js';

const AT_ONCE = Duration.ofSeconds(0);

/**
 * What is to become of a message whose work does not begin, because the run is over or, with a reason, the process is to end. The
 * service counts this delivery all the same, so on the last attempt a copy begins anew: nobody has tried yet.
 */
export function judgeUnbegun(
  dequeueCount: number,
  { maxDequeueCount }: Pick<QueueJobOptions, 'maxDequeueCount'>,
  shutdown?: Error,
): Verdict {
  // Delivered more often than that, it is the next delivery's to poison: what kills its processes must not begin anew.
  const settle = dequeueCount === maxDequeueCount ? 'requeue' : 'release';
  const why =
    shutdown === undefined
      ? ({ outcome: 'released', reason: notBegun() } as const)
      : ({ outcome: 'aborted', reason: abortedBeforeExecution(shutdown) } as const);
  return { settle, ...why, delay: AT_ONCE, error: shutdown };
}

/** What is to become of a message whose work the end of the process broke off. */
export function judgeAborted(shutdown: Error): Verdict {
  const reason = abortedInExecution(shutdown);
  return { settle: 'release', outcome: 'aborted', delay: AT_ONCE, reason, error: shutdown };
}
