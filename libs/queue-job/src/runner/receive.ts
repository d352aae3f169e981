import type { Clock } from '../clock/clock.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import type { MessageQueue, ReceivedMessage, ReceiveOptions } from '../queue/message-queue.js';

/** In milliseconds: enough for a network that is just coming up, and few enough for a pod that had better be replaced. */
const PAUSES = [250, 750, 1_500] as const;

/**
 * Receives, and tries again while storage is unavailable. Only a try that certainly had no effect is repeated: another may
 * have leased a message whose receipt is lost, and a second try would only hide one more.
 *
 * @param isOver whether nothing is to be received any more: a try that would follow is then not made
 * @throws QueueError
 */
export async function receive(
  queue: MessageQueue,
  options: ReceiveOptions,
  clock: Clock,
  isOver: () => boolean = () => false,
): Promise<{ readonly messages: readonly ReceivedMessage[]; readonly since: number }> {
  for (let attempt = 0; ; attempt++) {
    const since = clock.now();
    try {
      return { messages: await queue.receive(options), since };
    } catch (error) {
      const pause = PAUSES[attempt];
      const isRepeatable = error instanceof QueueUnavailableError && !error.mayHaveTakenEffect;
      if (!isRepeatable || pause === undefined) throw error;
      await clock.sleep(pause);
      if (isOver()) return { messages: [], since };
    }
  }
}
