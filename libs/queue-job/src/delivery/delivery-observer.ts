import type { QueueMessage } from '../message/queue-message.js';
import type { DeliveryReport } from './delivery-report.js';

/** A delivery, as far as it is known before its message is looked into. */
export interface ObservedDelivery extends Pick<DeliveryReport, 'messageId' | 'dequeueCount'> {
  /** The queue the message was received from. */
  readonly queueName: string;
  /** When the message was sent. */
  readonly insertedOn: Date;
}

/** Watches one delivery. None of it ever throws: whoever watches must not touch what is watched. */
export interface DeliveryObserver {
  /** Does work as part of the delivery, so that whatever the work logs and traces is known to belong to it. */
  run<T>(work: () => T): T;
  /** Its turn has come. */
  begun(): void;
  /** Its message has been read. */
  read(message: Pick<QueueMessage, 'type' | 'traceContext'>): void;
  /** Its lease has been renewed. */
  renewed(): void;
  /** It is settled, or will not be. */
  ended(report: DeliveryReport): void;
}

export type ObserveDelivery = (delivery: ObservedDelivery) => DeliveryObserver;

/** Sees nothing. */
export const UNOBSERVED: DeliveryObserver = {
  run: (work) => work(),
  begun() {},
  read() {},
  renewed() {},
  ended() {},
};
