import { isBefore, isSettle, nameOf, type Facts } from './facts.ts';

/** A delivery whose execution was told that its lease is lost is not settled any more: it is somebody else's. */
export function handsOff({ deliveries }: Facts): string[] {
  return deliveries.flatMap((delivery) => {
    const { aborted } = delivery;
    if (aborted?.reason !== 'LeaseLostError') return [];
    return delivery.calls
      .filter((call) => isSettle(call) && isBefore(aborted, call.asked))
      .map(
        ({ name }) =>
          `${nameOf(delivery)} was to be settled (${name}) although its lease was known to be lost.`,
      );
  });
}
