import { askedFor, isBefore, nameOf, type DeliveryFacts, type Facts } from './facts.ts';

/**
 * Progress of which an execution was told that it is saved is in the copy that takes the message's place. An execution that
 * ignored its signal may come too late with it.
 */
export function progressKept({ deliveries }: Facts): string[] {
  return deliveries
    .filter(isProgressLost)
    .map(
      (delivery) =>
        `${nameOf(delivery)} was replaced by a copy without the progress that was saved.`,
    );
}

function isProgressLost(delivery: DeliveryFacts): boolean {
  const { completed, copies, saved, executed } = delivery;
  const copy = copies.at(-1);
  if (completed === undefined || copy === undefined) return false;
  const decided = askedFor(delivery, copy);
  return saved
    .filter((each) => isBefore(executed, decided) || isBefore(each, decided))
    .some(({ progress }) => progress > copy.progress);
}
