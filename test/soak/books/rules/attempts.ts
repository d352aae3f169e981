import { nameOf, type Rule } from './rule.ts';

/** No delivery beyond `MaxDequeueCount` is executed. */
export const attemptsLimited: Rule = ({ messages }, { evidence }) =>
  [...messages.values()]
    .flat()
    .filter(({ delivery, execution }) => delivery > evidence.maxDequeueCount && execution)
    .map((delivery) => `It was executed too often: ${nameOf(delivery)}.`);
