import {
  QueueAccessError,
  QueueUnavailableError,
  readPoisonEnvelope,
  type Clock,
  type Duration,
  type InspectableQueue,
} from 'nestjs-queue-job/tools';
import type { LeasedMessage } from '../sweep/leased-message.js';
import { COPIED_AND_TAKEN, copiedNotDeleted, perhapsSent, TAKEN } from './redrive.messages.js';
import { keepLease, remove, send } from './settle.js';

/** A message about which there is something to tell. */
export interface Trouble {
  readonly id: string;
  readonly why: string;
}

export interface RedriveGround {
  readonly poison: InspectableQueue;
  /** Where the messages came from and go to. */
  readonly queue: InspectableQueue;
  readonly clock: Clock;
}

export interface RedriveOptions {
  /** Whether an envelope is sent along instead of being taken off. */
  readonly isAsItIs: boolean;
  /** How long the copy may stay in the queue; for ever without. */
  readonly timeToLive?: Duration | undefined;
}

/**
 * Moves messages back: sends a copy, then deletes. There are no transactions, so whatever happens in between makes a second copy,
 * never a loss.
 */
export class Redrive {
  readonly #ground: RedriveGround;
  readonly #options: RedriveOptions;
  readonly #troubles: Trouble[] = [];
  #possibleCopies = 0;

  constructor(ground: RedriveGround, options: RedriveOptions) {
    this.#ground = ground;
    this.#options = options;
  }

  /** The messages that could not be moved, or not for certain. */
  get troubles(): readonly Trouble[] {
    return this.#troubles;
  }

  /** How many messages may be in the queue once more than they should. */
  get possibleCopies(): number {
    return this.#possibleCopies;
  }

  /**
   * @returns whether the message is moved
   * @throws QueueUnavailableError, QueueAccessError when the others would not fare better
   */
  async move(message: LeasedMessage): Promise<boolean> {
    const { poison, clock } = this.#ground;
    if (!(await keepLease(poison, message, clock))) return this.#told(message, TAKEN);
    if (!(await this.#send(message))) return false;
    try {
      if (await remove(poison, message, clock)) return true;
    } catch (error) {
      this.#possibleCopies += 1;
      this.#told(message, copiedNotDeleted((error as Error).message));
      throw error;
    }
    this.#possibleCopies += 1;
    return this.#told(message, COPIED_AND_TAKEN);
  }

  /** @returns whether it is sent; what can never be sent stays where it is, and is told */
  async #send(message: LeasedMessage): Promise<boolean> {
    const { queue, clock } = this.#ground;
    const { isAsItIs, timeToLive } = this.#options;
    const { text } = message.received;
    const body = isAsItIs ? text : (readPoisonEnvelope(text)?.message.text ?? text);
    let uncertain = 0;
    try {
      const options = { timeToLive: timeToLive?.milliseconds };
      await send(
        () => queue.send(body, options),
        clock,
        () => (uncertain += 1),
      );
      return true;
    } catch (error) {
      const { message: why } = error as Error;
      const isHopeless =
        error instanceof QueueUnavailableError || error instanceof QueueAccessError;
      if (uncertain > 0) this.#told(message, perhapsSent(why));
      if (isHopeless) throw error;
      if (uncertain === 0) this.#told(message, why);
      return false;
    } finally {
      this.#possibleCopies += uncertain;
    }
  }

  #told({ received: { id } }: LeasedMessage, why: string): false {
    this.#troubles.push({ id, why });
    return false;
  }
}
