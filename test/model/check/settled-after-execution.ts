import { isBefore, isSettle, nameOf, type DeliveryFacts, type Facts, type Place } from './facts.ts';
import { clockedBetween } from './time.ts';

/** In milliseconds: how long an executor is waited for whose signal was aborted. */
export const ABORT_PATIENCE = 3_000;

/** A delivery is settled only when its execution has ended, or was aborted and has still not ended a while later. */
export function settledAfterExecution({ deliveries }: Facts): string[] {
  return deliveries.flatMap((delivery) =>
    delivery.calls
      .filter((call) => isSettle(call) && isDuringExecution(delivery, call.asked))
      .map(({ name }) => `${nameOf(delivery)} was to be settled (${name}) while it was executed.`),
  );
}

function isDuringExecution(delivery: DeliveryFacts, settled: Place): boolean {
  const { executing, executed } = delivery;
  return (
    executing !== undefined && !isBefore(executed, settled) && !isGivenUp(delivery, settled.at)
  );
}

/** Whether an execution need not be waited for any more. */
export const isGivenUp = ({ aborted, process }: DeliveryFacts, at: number): boolean =>
  aborted !== undefined && clockedBetween(process, aborted.at, at) >= ABORT_PATIENCE;
