import { hasSucceeded, type Rule } from './rule.ts';

/** Every message is executed to its end, or lies in the poison queue. */
export const notLost: Rule = ({ messages, poison }) => {
  const deliveries = [...messages.values()].flat();
  return poison.length > 0 || deliveries.some(hasSucceeded) ? [] : ['It is LOST.'];
};
