import { askedFor, isBefore, nameOf, type DeliveryFacts, type Facts } from './facts.ts';

/** A message is deleted only when its execution in this very delivery has ended well, or when a copy of it lies where it should. */
export function deletedWithReason({ deliveries }: Facts): string[] {
  return deliveries
    .filter(isWithoutReason)
    .map(
      (delivery) =>
        `${nameOf(delivery)} was deleted before an execution had ended well, and before there was a copy.`,
    );
}

function isWithoutReason(delivery: DeliveryFacts): boolean {
  const { completed, executed, copies } = delivery;
  if (completed === undefined) return false;
  const decided = askedFor(delivery, completed);
  const isExecuted = executed?.end === 'return' && isBefore(executed, decided);
  return !isExecuted && !copies.some((copy) => isBefore(copy, decided));
}
