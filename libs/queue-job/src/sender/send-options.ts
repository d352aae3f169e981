import { Duration, type DurationInput } from '../options/duration.js';
import type { SendOptions } from '../queue/message-queue.js';
import { UnsendableMessageError } from './errors/unsendable-message.error.js';
import { neverVisible, noDuration, outOfBounds } from './sender.messages.js';

/** How a message is sent, whatever is in it. */
export interface SendMessageOptions {
  /**
   * How long nobody sees the message at first. 0 to 7 d, and shorter than `timeToLive`.
   *
   * @default 0
   */
  readonly delay?: DurationInput | undefined;

  /**
   * After how long the queue drops the message, whatever has become of it. 1 s or more, or `'never'`.
   *
   * @default 'never'
   */
  readonly timeToLive?: DurationInput | undefined;

  /**
   * Whether to send again when it is not known if a try took effect: then the message may lie in the queue twice, with two ids.
   * Without it, only a try that certainly had no effect is repeated, and sending rejects when it is not known.
   *
   * @default false
   */
  readonly atLeastOnce?: boolean | undefined;
}

/** In milliseconds. */
const LONGEST_DELAY = Duration.parse('7d')!.milliseconds;
const SHORTEST_LIFE = Duration.parse('1s')!.milliseconds;
/** The service counts seconds in 32 bits, which is more than 68 years. */
const LONGEST_LIFE = (2 ** 31 - 1) * 1_000;

/** @throws UnsendableMessageError when a duration is none, is out of bounds, or the message would never be seen */
export function toSendOptions({ delay: after = 0, timeToLive }: SendMessageOptions): SendOptions {
  const delay = read('delay', after);
  if (delay.milliseconds > LONGEST_DELAY) throw outside('delay', delay, '0s to 7d');
  if (timeToLive === undefined || timeToLive === 'never') return { delay: delay.milliseconds };
  const life = read('time to live', timeToLive);
  if (life.milliseconds < SHORTEST_LIFE || life.milliseconds > LONGEST_LIFE) {
    throw outside('time to live', life, '1s to 68 years, or never');
  }
  // The service counts in whole seconds, and what is begun counts as one.
  if (Math.ceil(delay.seconds) >= Math.ceil(life.seconds)) {
    throw new UnsendableMessageError(neverVisible(String(delay), String(life)));
  }
  return { delay: delay.milliseconds, timeToLive: life.milliseconds };
}

function read(name: string, input: unknown): Duration {
  const duration = Duration.parse(input);
  if (duration === undefined) throw new UnsendableMessageError(noDuration(name));
  return duration;
}

function outside(name: string, duration: Duration, bounds: string): UnsendableMessageError {
  return new UnsendableMessageError(outOfBounds(name, String(duration), bounds));
}
