import type { DeliveryReport } from '../delivery/delivery-report.js';
import type { Duration } from '../options/duration.js';

// What a run tells about itself, in the order in which it happens.

export const queueEmpty = (queueName: string) => `Queue "${queueName}" is empty: nothing to do.`;

export const messageReceived = (messageId: string, dequeueCount: number, maxDequeueCount: number) =>
  `Received message ${messageId}, delivery ${dequeueCount} of at most ${maxDequeueCount}.`;

export const deliveryEnded = ({ messageId, outcome, duration, reason }: DeliveryReport) =>
  `Message ${messageId} ${OUTCOME_TEXTS[outcome]} after ${duration} ms.${reason === undefined ? '' : ` ${reason}`}`;

export const shuttingDown = (reason: string, grace: Duration) =>
  `${reason} Receiving no more; the executor may go on for ${grace}.`;

const OUTCOME_TEXTS = {
  completed: 'completed',
  released: 'released',
  poisoned: 'moved to the poison queue',
  'lease-lost': 'left to another consumer',
  aborted: 'released unfinished',
} as const;
