import { isPoison, type Facts } from './facts.ts';

/**
 * Every message that was ever sent, copies included, still lies in the queue or was deleted in a delivery; whether that was
 * right is told by another promise. Every copy in the poison queue is still there.
 */
export function neverLost({ messages, deliveries, remaining }: Facts): string[] {
  const inQueue = remaining.filter(({ queue }) => queue === 'queue');
  const deleted = deliveries.filter(({ completed }) => completed !== undefined);
  const known = new Set([...inQueue, ...deleted].map(({ message }) => message));
  const gone = messages.filter((message) => !known.has(message));

  const poisoned = deliveries.flatMap(({ copies }) => copies.filter(isPoison)).length;
  const found = remaining.length - inQueue.length;
  return [
    ...gone.map((message) => `m${message} is gone.`),
    ...(found === poisoned
      ? []
      : [`${poisoned} copies were sent to the poison queue, and ${found} lie there.`]),
  ];
}
