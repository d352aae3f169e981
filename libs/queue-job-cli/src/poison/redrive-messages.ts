import type { ReceivedMessage } from 'nestjs-queue-job/tools';
import { requireDelete } from '../access/probes.js';
import type { SweepGround } from '../sweep/sweep-ground.js';
import { sweep, type SweepPlan } from '../sweep/sweep.js';
import type { SweepReport } from '../sweep/sweep-report.js';
import { readPoisonMessage, type PoisonMessage, type Reading } from './poison-message.js';
import { Redrive, type RedriveGround, type RedriveOptions, type Trouble } from './redrive.js';

/** What to send back, and how. */
export interface RedrivePlan
  extends Pick<SweepPlan, 'limit' | 'rate' | 'onProgress'>, RedriveOptions {
  readonly select: (message: PoisonMessage) => boolean;
  readonly reading: Reading;
}

/** What has become of it. */
export interface RedriveReport {
  readonly report: SweepReport;
  readonly troubles: readonly Trouble[];
  readonly possibleCopies: number;
}

/**
 * Sends messages of a poison queue back, and leaves the others where they are.
 *
 * @returns `undefined` when the poison queue is missing
 * @throws QueueError when nothing was done, because nothing could be deleted afterwards
 */
export async function redriveMessages(
  { queue, poison, clock, stop }: RedriveGround & Pick<SweepGround, 'stop'>,
  { select, reading, isAsItIs, timeToLive, ...plan }: RedrivePlan,
): Promise<RedriveReport | undefined> {
  if ((await poison.properties()) === undefined) return undefined;
  // A message that was sent and cannot be deleted would be sent again by every redrive.
  await requireDelete(poison);
  const redrive = new Redrive({ queue, poison, clock }, { isAsItIs, timeToLive });
  const report = await sweep(
    { queue: poison, clock, stop },
    {
      ...plan,
      select: (received: ReceivedMessage) => select(readPoisonMessage(received, reading)),
      act: (message) => redrive.move(message),
    },
  );
  const { troubles, possibleCopies } = redrive;
  return { report, troubles, possibleCopies };
}
