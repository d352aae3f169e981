import type { DeliveryStory, Story } from '../story.ts';
import { hasSucceeded, isGivenUp, nameOf, type Rule } from './rule.ts';

/** Nothing is deleted but what was executed to its end, or has a copy in the poison queue or in its place. */
export const deletedByRight: Rule = (story, { evidence }) =>
  [...story.messages.values()]
    .flat()
    .filter((delivery) => isDeleted(delivery))
    .filter((delivery) => !isByRight(delivery, story, evidence.maxDequeueCount))
    .map((delivery) => `It was deleted without a right to: ${nameOf(delivery)}.`);

function isDeleted({ calls }: DeliveryStory): boolean {
  return deletionOf(calls) !== undefined;
}

function deletionOf(calls: DeliveryStory['calls']) {
  return calls.find(({ operation, status }) => operation === 'delete' && status === 204);
}

function isByRight(delivery: DeliveryStory, story: Story, maxDequeueCount: number): boolean {
  const { execution, calls } = delivery;
  if (hasSucceeded(delivery)) return execution!.ended!.at <= deletionOf(calls)!.at;
  // Nobody has tried yet on what would be the last attempt: a copy begins anew.
  const isReplaced = execution === undefined && delivery.delivery === maxDequeueCount;
  if (isReplaced && story.messages.size > 1) return true;
  return isGivenUp(delivery, maxDequeueCount) && story.poison.length > 0;
}
