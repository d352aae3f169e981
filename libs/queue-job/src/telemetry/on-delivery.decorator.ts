import { SetMetadata } from '@nestjs/common';
import type { DeliveryEvent, DeliveryEventName } from './delivery-event.js';

/** Under this key Nest keeps which events a method listens to. */
export const ON_DELIVERY = 'queue-job:on-delivery';

/**
 * Has a method of a provider called when a delivery begins or ends as named. The provider must be a singleton. Nothing waits for a
 * listener but the end of the run, and that for 3 s at most; what it throws is a line in the log. None of it touches the delivery.
 *
 * @example
 * ‍@OnDelivery('poisoned', 'lease-lost')
 * async alert({ messageId, reason }: DeliveryEvent<'poisoned' | 'lease-lost'>): Promise<void> { … }
 */
export function OnDelivery<E extends DeliveryEventName>(
  ...events: readonly [E, ...E[]]
): <T extends (event: DeliveryEvent<E>) => void>(
  target: object,
  name: string | symbol,
  method: TypedPropertyDescriptor<T>,
) => void {
  return SetMetadata(ON_DELIVERY, events);
}
