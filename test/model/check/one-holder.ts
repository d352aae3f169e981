import { isBefore, nameOf, type DeliveryFacts, type Facts, type Place } from './facts.ts';
import { isGivenUp } from './settled-after-execution.ts';
import { missedTime, ranBetween } from './time.ts';

/**
 * In leases: how much longer an execution may go on after its lease ran out, before its signal is aborted. Three calls may be
 * waited for then, each for a tenth of the lease: one that saves progress, which is tried twice, and a last try to renew.
 */
const PATIENCE = 3 / 10;

/**
 * Nobody is handed a message whose execution goes on under a valid lease; and an execution whose lease has run out is told so
 * by its signal within bounded time, as far as its process can go on.
 */
export function oneHolder({ deliveries }: Facts): string[] {
  const executions = deliveries.filter(({ executing }) => executing !== undefined);
  return executions.flatMap((delivery) => {
    const others = deliveries.filter((other) => isHandedTo(other, delivery));
    return [
      ...others.map(
        (other) =>
          `${nameOf(other)} was received while ${nameOf(delivery)} was executed under a valid lease.`,
      ),
      ...overtimes(delivery).map(
        (time) =>
          `${nameOf(delivery)} was executed for ${time} ms after its lease had run out, and its signal was not aborted.`,
      ),
    ];
  });
}

const NEVER: Place = { at: Infinity, place: Infinity };

/** When an execution was over in every respect. */
const endOf = ({ executed, process }: DeliveryFacts): Place =>
  executed ?? process.crashed ?? process.ended ?? NEVER;

function isHandedTo({ message, received }: DeliveryFacts, delivery: DeliveryFacts): boolean {
  if (message !== delivery.message || !isBefore(delivery.executing, received)) return false;
  if (isBefore(endOf(delivery), received) || isGivenUp(delivery, received.at)) return false;
  const grants = [delivery.received, ...delivery.renewals];
  return grants.some((grant) => isBefore(grant, received) && grant.leaseEndsAt > received.at);
}

/** In milliseconds: for how long an execution went on too long, each time that its lease ran out. */
function overtimes(delivery: DeliveryFacts): number[] {
  const { aborted, process, received, renewals } = delivery;
  const { lease } = process.started.settings;
  const begin = delivery.executing!.at;
  const end = Math.min(endOf(delivery).at, aborted?.at ?? Infinity);
  const grants = [received, ...renewals];
  return grants.flatMap(({ leaseEndsAt }, index) => {
    const until = Math.min(end, grants[index + 1]?.at ?? Infinity);
    const time = ranBetween(process, Math.max(leaseEndsAt, begin), until);
    // A clock that stood still takes the lease for alive until it ends by that clock.
    const isUnknown = missedTime(process, received.at, until);
    return time > (isUnknown ? 1 + PATIENCE : PATIENCE) * lease ? [time] : [];
  });
}
