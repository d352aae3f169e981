import {
  MemoryQueueService,
  QueueAccessError,
  QueueMessageSender,
  QueueUnavailableError,
  type InspectableQueue,
  type SentMessage,
} from 'nestjs-queue-job/tools';
import { EXIT_CODE, type ExitCode } from '../exit-code.js';
import { Pace } from '../sweep/pace.js';
import { count } from '../sweep/sweep.messages.js';
import type { Screen } from '../terminal/screen.js';
import { UsageError } from '../usage.error.js';
import type { Action } from './action.js';
import { connect } from './connect.js';
import { delay, duration } from './duration-flag.js';
import { missing } from './missing.js';
import { readBodies, type Body, type InputFlags } from './read-bodies.js';

interface Flags extends InputFlags {
  readonly type?: string;
  readonly delay?: string;
  readonly timeToLive?: string;
  readonly atLeastOnce?: boolean;
  readonly rate?: number;
  readonly skip: number;
  readonly create?: boolean;
  readonly dryRun?: boolean;
}

export const send: Action<Flags, [text: string | undefined]> = async (
  { io, screen, flags },
  own,
  text,
) => {
  const options = {
    delay: delay('--delay', own.delay),
    timeToLive: duration('--time-to-live', own.timeToLive),
    atLeastOnce: own.atLeastOnce,
  };
  if (flags.connectionString === '@-' && own.file === '-') {
    throw new UsageError(
      'Standard input cannot be the connection string and the messages at once.',
    );
  }
  const { service, options: settings, queue, clock } = await connect(io, flags);
  const bodies = (await readBodies(io, own, text, own.type !== undefined)).slice(own.skip);
  const sendWith = ({ value }: Body, sender: QueueMessageSender): Promise<SentMessage> =>
    own.type === undefined
      ? sender.sendBody(value, options)
      : sender.send(own.type, value, options);

  // A queue that nobody receives from tells of the last message what is wrong with it, before the first is sent.
  const rehearsal = new QueueMessageSender(new MemoryQueueService(clock), settings, clock);
  for (const body of bodies) {
    try {
      await sendWith(body, rehearsal);
    } catch (error) {
      throw new UsageError(`${body.place}: ${(error as Error).message} Nothing was sent.`);
    }
  }
  if (own.dryRun) return tellDry(screen, queue, bodies.length);
  if (own.create !== true && (await isMissing(queue))) return missing(screen, queue, 'job');

  const sender = new QueueMessageSender(service, settings, clock);
  const pace = new Pace(own.rate ?? Infinity, clock, io.stop);
  using progress = screen.progress('sending');
  const sent: SentMessage[] = [];
  let fault: unknown;
  for (const body of bodies) {
    await pace.next();
    if (io.stop.aborted) break;
    try {
      sent.push(await sendWith(body, sender));
    } catch (error) {
      fault = error;
      break;
    }
    progress.show(sent.length, bodies.length);
  }
  progress[Symbol.dispose]();
  return tell(screen, queue, { sent, of: bodies.length, skipped: own.skip, fault });
};

/** Who may only send is not told, and may still send. */
async function isMissing(queue: InspectableQueue): Promise<boolean> {
  try {
    return (await queue.properties()) === undefined;
  } catch (error) {
    if (error instanceof QueueAccessError) return false;
    throw error;
  }
}

function tellDry(screen: Screen, { name }: InspectableQueue, messages: number): ExitCode {
  screen.json({ dryRun: true, queue: name, messages });
  screen.line(`${count(messages)} would be sent to ${name}. Nothing was sent.`);
  return EXIT_CODE.ok;
}

interface Sent {
  readonly sent: readonly SentMessage[];
  readonly of: number;
  readonly skipped: number;
  readonly fault: unknown;
}

function tell(screen: Screen, { name }: InspectableQueue, { sent, of, skipped, fault }: Sent) {
  screen.json({ queue: name, sent: sent.length, of, messages: sent });
  screen.line(
    { text: `${count(sent.length)} sent`, style: 'green' },
    ` to ${name}${sent.length === 1 ? `: ${sent[0]!.id}` : '.'}`,
  );
  if (sent.length === of) return EXIT_CODE.ok;
  const next = skipped + sent.length;
  if (of > 1) screen.note(`${count(of - sent.length)} left. Go on with --skip ${next}.`);
  if (fault === undefined) return EXIT_CODE.interrupted;
  if (fault instanceof QueueUnavailableError && fault.mayHaveTakenEffect) {
    screen.note(
      `No answer came for message ${next + 1}: it may have been sent. Look with "queue-job peek".`,
    );
  }
  throw fault;
}
