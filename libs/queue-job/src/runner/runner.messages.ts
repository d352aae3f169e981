import type { DeliveryReport } from '../delivery/delivery-report.js';
import type { Duration } from '../options/duration.js';
import type { Outcome } from '../outcome.js';
import type { RunReport } from './run-report.js';

// What a run tells about itself, in the order in which it happens.

export const queueEmpty = (queueName: string) => `Queue "${queueName}" is empty: nothing to do.`;

export const deliveryStarts = (
  { messageId, dequeueCount }: Pick<DeliveryReport, 'messageId' | 'dequeueCount'>,
  maxDequeueCount: number,
) => `Received message ${messageId}, delivery ${dequeueCount} of at most ${maxDequeueCount}.`;

export const deliveryEnded = ({ messageId, outcome, duration, reason }: DeliveryReport) =>
  `Message ${messageId} ${OUTCOME_TEXTS[outcome]} after ${duration} ms.${reason === undefined ? '' : ` ${reason}`}`;

export const shuttingDown = (reason: Error, grace: Duration) =>
  `${reason.message} Receiving no more; what is being executed may go on for ${grace}.`;

export const timeIsUp = (maxRunTime: Duration) =>
  `MaxRunTime (${maxRunTime}) is over. Receiving no more; what is being executed goes on to its end.`;

export const gaveBack = (count: number) =>
  `Gave back ${count} ${count === 1 ? 'message' : 'messages'} received ahead.`;

export const runEnded = ({ counts, duration }: RunReport) => {
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  const total = told.reduce((sum, [, count]) => sum + count, 0);
  const details = told.map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  return `The run ended after ${duration} ms and ${total} deliveries${total === 0 ? '' : `: ${details}`}.`;
};

export const readyFileNotRemoved = (path: string, fault: string) =>
  `ReadyFile ${path} of an earlier run could not be removed, so that a probe may take this one for ready: ${fault}`;

export const readyFileNotWritten = (path: string, fault: string) =>
  `ReadyFile ${path} could not be written, so that a probe takes this run for not ready; the work goes on. ${fault}`;

const OUTCOME_TEXTS: Readonly<Record<Outcome, string>> = {
  completed: 'completed',
  released: 'released',
  poisoned: 'moved to the poison queue',
  'lease-lost': 'left to another consumer',
  aborted: 'released unfinished',
};
