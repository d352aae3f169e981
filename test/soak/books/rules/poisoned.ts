import { isDeepStrictEqual } from 'node:util';
import { poisonedMessage, readText } from '../../disorder/message.ts';
import { isGivenUp, type Rule } from './rule.ts';

/** What lies in the poison queue was given up: no delivery could succeed, the last one failed, or there were too many. */
export const poisonedByRight: Rule = ({ messages, poison }, { evidence }) => {
  const { maxDequeueCount } = evidence;
  const deliveries = [...messages.values()].flat();
  const isByRight = deliveries.some((delivery) => isGivenUp(delivery, maxDequeueCount));
  return poison.length === 0 || isByRight
    ? []
    : [`It was poisoned though attempts were left of ${maxDequeueCount}.`];
};

/** A message in the poison queue is what was sent, byte for byte unless progress was saved. */
export const poisonedUnchanged: Rule = ({ number, poison }, { evidence }) => {
  const original = readText(evidence.textOf(number));
  return poison.flatMap((copy) => {
    const { text, body } = poisonedMessage(copy.text);
    const { done, ...rest } = body;
    const isSame =
      done === undefined ? text === original.text : isDeepStrictEqual(rest, original.body);
    return isSame ? [] : [`It lies in the poison queue changed: ${text}`];
  });
};
