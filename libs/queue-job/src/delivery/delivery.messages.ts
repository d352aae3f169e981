import type { Duration } from '../options/duration.js';
import { describeError } from './describe-error.js';

// Why a delivery ended as it did. These texts stand in logs, reports and termination messages.

export const tooManyDeliveries = (dequeueCount: number, maxDequeueCount: number) =>
  `Delivered ${dequeueCount} times, more often than MaxDequeueCount (${maxDequeueCount}) allows: the processes that had it ` +
  `before were killed or lost it. It was not executed again.`;

export const lastAttemptFailed = (dequeueCount: number, maxDequeueCount: number, error: unknown) =>
  `Delivery ${dequeueCount} of ${maxDequeueCount} failed, and no attempt is left: ${describeError(error)}`;

export const attemptFailed = (dequeueCount: number, maxDequeueCount: number, error: unknown) =>
  `Delivery ${dequeueCount} of ${maxDequeueCount} failed: ${describeError(error)}`;

export const cannotSucceed = (error: unknown) => `No delivery can succeed: ${describeError(error)}`;

export const notExecuted = (dequeueCount: number, error: unknown) =>
  `Delivery ${dequeueCount} did not come to execution, which uses up no attempt: ${describeError(error)}`;

export const abortedBeforeExecution = (error: unknown) =>
  `${describeError(error)} The executor had not been called.`;

export const notBegun = () => 'It was received ahead, and the run ended before its turn.';

export const abortedInExecution = (error: unknown) =>
  `${describeError(error)} The executor had not ended when ShutdownGracePeriod was over.`;

export const couldNotSettle = (settle: string, error: unknown) =>
  `Could not be ${settle}: ${describeError(error)} The message comes back when its lease runs out.`;

export const couldNotPoison = (poisonQueueName: string, error: unknown) =>
  `Could not be moved to "${poisonQueueName}", and comes back: ${describeError(error)}`;

export const couldNotRequeue = (error: unknown) =>
  `Could not be replaced by a copy, and comes back: ${describeError(error)}`;

export const executorIgnoredSignal = (patience: Duration) =>
  `The executor's signal was aborted and it did not end within ${patience}. It may still be at work; let it listen to its signal.`;

export const retryDelayFailed = (error: unknown) =>
  `The function RetryDelay failed, so the message stays away for the length of a lease: ${describeError(error)}`;

export const renewalFailed = (messageId: string, error: unknown) =>
  `The lease of message ${messageId} could not be renewed yet, trying again: ${describeError(error)}`;

export const leaseOverdue = (messageId: string, milliseconds: number) =>
  `The lease of message ${messageId} ran out ${Math.ceil(milliseconds)} ms ago and had not been renewed, because the process stood ` +
  `still: a blocked event loop, a paused container or a suspended machine. Another consumer may have executed the message meanwhile.`;

export const leaseLate = (messageId: string, milliseconds: number) =>
  `The lease of message ${messageId} ran out ${Math.ceil(milliseconds)} ms before its work could begin, because storage answered ` +
  `late or the process stood still. It is renewed first; should that fail, another consumer has the message.`;

export const leaseRanOut = (queueName: string, messageId: string, error: unknown) =>
  `The lease of message ${messageId} of queue "${queueName}" ran out: ${describeError(error)}`;

export const leaseSettled = (queueName: string, messageId: string) =>
  `The delivery of message ${messageId} of queue "${queueName}" is over: it is being settled, or has been.`;
