import { SingletonBusyError } from '../executor/errors/singleton-busy.error.js';
import { PoisonMessageError } from '../message/errors/poison-message.error.js';
import { Duration } from '../options/duration.js';
import type { ReceivedMessage } from '../queue/message-queue.js';
import type { DeliveryContext } from './delivery-context.js';
import {
  attemptFailed,
  cannotSucceed,
  lastAttemptFailed,
  notExecuted,
  retryDelayFailed,
} from './delivery.messages.js';
import { releaseDelay } from './release-delay.js';
import type { Verdict } from './verdict.js';

type FailureContext = Pick<DeliveryContext, 'options' | 'clock' | 'log'>;

/** In seconds: about how long a message stays away whose key was being worked on. */
const BUSY_DELAY = 15;

/** What is to become of a message whose delivery failed with `error`. */
export function judgeFailure(
  error: unknown,
  received: ReceivedMessage,
  context: FailureContext,
): Verdict {
  if (error instanceof PoisonMessageError) {
    return { settle: 'poison', reason: cannotSucceed(error), error };
  }
  const { maxDequeueCount } = context.options;
  const { dequeueCount } = received;
  const isLastAttempt = dequeueCount >= maxDequeueCount;
  if (error instanceof SingletonBusyError) {
    // It has not failed. The service counts this delivery all the same, so on the last attempt a copy begins anew.
    const reason = notExecuted(dequeueCount, error);
    // Different for each, or all that found the lock held would come back together.
    const least = Duration.ofSeconds(BUSY_DELAY * (0.5 + Math.random()));
    const delay = delayAfter(error, received, context, least);
    const settle = isLastAttempt ? 'requeue' : 'release';
    return { settle, outcome: 'released', delay, reason, error };
  }
  if (isLastAttempt) {
    return {
      settle: 'poison',
      reason: lastAttemptFailed(dequeueCount, maxDequeueCount, error),
      error,
    };
  }
  const delay = delayAfter(error, received, context);
  const reason = attemptFailed(dequeueCount, maxDequeueCount, error);
  return { settle: 'release', outcome: 'released', delay, reason, error };
}

function delayAfter(
  error: unknown,
  received: ReceivedMessage,
  { options, clock, log }: FailureContext,
  least?: Duration,
): Duration {
  const { id: messageId, dequeueCount } = received;
  try {
    const delivery = { ...received, messageId };
    return releaseDelay(delivery, error, options.retryDelay, clock.now(), least);
  } catch (fault) {
    // A policy that fails must not turn into a loop without any delay.
    log.error(retryDelayFailed(fault), { messageId, dequeueCount });
    return options.visibilityTimeout;
  }
}
