import type { ReceivedMessage } from 'nestjs-queue-job/tools';
import type { SweepGround } from '../sweep/sweep-ground.js';
import { sweep, type SweepPlan } from '../sweep/sweep.js';
import type { SweepReport } from '../sweep/sweep-report.js';
import { readPoisonMessage, type PoisonMessage, type Reading } from './poison-message.js';

/** The most that can be looked at without receiving. */
const PEEKED = 32;

/** What was seen of a poison queue. */
export interface Survey {
  readonly messages: readonly PoisonMessage[];
  /** About how many there are. */
  readonly total: number;
  /** Whether that is all of them. */
  readonly isWhole: boolean;
  /** Of a queue that was swept. */
  readonly report?: SweepReport;
}

/** How to look. */
export interface SurveyPlan extends Pick<SweepPlan, 'limit' | 'onProgress'> {
  /** Whether to see what peeking does not show, by receiving it and giving it back. */
  readonly isThorough: boolean;
  readonly select: (message: PoisonMessage) => boolean;
  readonly reading: Reading;
}

/**
 * Looks at the messages of a poison queue and leaves them there. Its first 32 are peeked at, which nobody notices. A thorough look at
 * a longer queue receives all of them, which hides them for a moment and counts as a delivery.
 *
 * @returns `undefined` when the queue is missing
 */
export async function survey(ground: SweepGround, plan: SurveyPlan): Promise<Survey | undefined> {
  const properties = await ground.queue.properties();
  if (properties === undefined) return undefined;
  const { approximateCount: total } = properties;
  const { select, reading, isThorough, limit = Infinity } = plan;
  const peeked = await ground.queue.peek(PEEKED);
  const isWhole = peeked.length >= total;
  if (isWhole || !isThorough || peeked.length < PEEKED) {
    const messages = peeked.map((message) => readPoisonMessage(message, reading)).filter(select);
    return { messages: messages.slice(0, limit), total, isWhole };
  }
  const messages: PoisonMessage[] = [];
  const report = await sweep(ground, {
    ...plan,
    select: (received: ReceivedMessage) => {
      const message = readPoisonMessage(received, reading);
      if (!select(message)) return false;
      messages.push(message);
      return true;
    },
    act: () => Promise.resolve(false),
  });
  return { messages, total, isWhole: report.hidden === 0 && !report.isInterrupted, report };
}
