import { OUTCOMES, type Outcome } from '../outcome.js';
import type { ObservedDelivery } from '../delivery/delivery-observer.js';
import type { DeliveryReport } from '../delivery/delivery-report.js';

/** Every {@link DeliveryEventName}. */
export const DELIVERY_EVENTS = ['received', ...OUTCOMES] as const;
/** What can be listened to: a delivery begins, or ends one way or another. */
export type DeliveryEventName = 'received' | Outcome;

/** A delivery begins. */
export interface DeliveryReceived extends Readonly<ObservedDelivery> {
  readonly event: 'received';
}

/** A delivery has ended, in the way that `event` says. */
export interface DeliveryEnded<E extends Outcome = Outcome>
  extends Readonly<ObservedDelivery>, Omit<DeliveryReport, 'outcome' | 'error'> {
  readonly event: E;
  /** What was thrown, if that is why: a copy without secrets, and without what is not text or number. */
  readonly error?: Error | string | undefined;
}

/** What a listener is given. The message's body is not part of it. */
export type DeliveryEvent<E extends DeliveryEventName = DeliveryEventName> = E extends Outcome
  ? DeliveryEnded<E>
  : DeliveryReceived;
