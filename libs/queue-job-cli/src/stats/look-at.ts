import type { Clock, InspectableQueue, PeekedMessage } from 'nestjs-queue-job/tools';

/** The most that can be seen at once. */
export const MOST_VISIBLE = 32;

/** What is known of a queue without touching it. */
export interface QueueCount {
  readonly approximateCount: number;
  /** How many can be seen; `32` stands for that and more. */
  readonly visible: number;
  /** In milliseconds, of the first that can be seen. */
  readonly oldestAge: number | undefined;
}

/** A queue at a glance: its counts, and the messages that can be seen. */
export interface QueueLook {
  readonly count: QueueCount;
  readonly messages: readonly PeekedMessage[];
}

/** @returns `undefined` when the queue is missing */
export async function lookAt(
  queue: InspectableQueue,
  clock: Clock,
): Promise<QueueLook | undefined> {
  const properties = await queue.properties();
  if (properties === undefined) return undefined;
  const messages = await queue.peek(MOST_VISIBLE);
  const oldest = Math.min(...messages.map(({ insertedOn }) => insertedOn.getTime()));
  return {
    count: {
      approximateCount: properties.approximateCount,
      visible: messages.length,
      oldestAge: messages.length === 0 ? undefined : Math.max(0, clock.now() - oldest),
    },
    messages,
  };
}

/** How many messages are delayed or in somebody's hands; `undefined` when more can be seen than are shown. */
export function hiddenIn({ approximateCount, visible }: QueueCount): number | undefined {
  const isMore = visible === MOST_VISIBLE && approximateCount > MOST_VISIBLE;
  return isMore ? undefined : Math.max(0, approximateCount - visible);
}
