import type { DeliveryStory } from '../story.ts';
import {
  deathOf,
  hasFailed,
  hasSucceeded,
  isDisturbed,
  nameOf,
  type Context,
  type Rule,
} from './rule.ts';

/** Why a message came back after a delivery that did not delete it. */
export const RETURNS = {
  released: 'released',
  died: 'its process died',
  disturbed: 'a request was disturbed',
  still: 'its process stood still',
} as const;

export type Return = keyof typeof RETURNS;

/** In milliseconds: a process that stands still so long can miss the renewal of the shortest lease. */
const MISSES_RENEWAL = 500;

/** Every delivery after the first has a reason in how the one before it ended. */
export const returnedWithReason: Rule = ({ messages }, context) =>
  [...messages.values()].flatMap((deliveries) =>
    pairs(deliveries)
      .filter(([previous, next]) => reasonOfReturn(previous, next, context) === undefined)
      .map(([previous]) => `It came back without a reason after ${nameOf(previous)}.`),
  );

/** Deliveries of one message, each with the one that followed. */
export function pairs(deliveries: readonly DeliveryStory[]): [DeliveryStory, DeliveryStory][] {
  return deliveries.slice(1).map((next, index) => [deliveries[index]!, next]);
}

export function reasonOfReturn(
  previous: DeliveryStory,
  next: DeliveryStory,
  context: Context,
): Return | undefined {
  const { record, received, calls } = previous;
  const span = { from: received.from, to: next.received.at };
  if (isReleased(previous) && isReleasable(previous, context)) return 'released';
  if ((deathOf(record) ?? Infinity) <= span.to) return 'died';
  const sends = context
    .othersOf(record)
    .filter(
      ({ operation, at, from }) => operation === 'send' && at >= span.from && from <= span.to,
    );
  if ([received, ...calls, ...sends].some(isDisturbed)) return 'disturbed';
  if (context.stillIn(record, span) >= MISSES_RENEWAL) return 'still';
  return undefined;
}

function isReleased({ calls, record }: DeliveryStory): boolean {
  const lease = Number(record.settings['VisibilityTimeout']);
  return calls.some(
    ({ operation, status, visibilityTimeout }) =>
      operation === 'update' && status === 204 && visibilityTimeout !== lease,
  );
}

/**
 * Whether releasing was right: neither after success, unless that came too late, nor when no attempt was left; but one that was
 * delivered too often, and whose turn did not come, is left to the next delivery to poison.
 */
function isReleasable(story: DeliveryStory, { evidence }: Context): boolean {
  const { execution, delivery } = story;
  if (hasSucceeded(story)) return execution!.aborted !== undefined;
  const { maxDequeueCount } = evidence;
  if (execution === undefined) return delivery !== maxDequeueCount;
  return delivery < maxDequeueCount || !hasFailed(story);
}
