import type { ReceivedMessage } from 'nestjs-queue-job/tools';
import { HeldMessages } from './held-messages.js';
import { inParallel } from './in-parallel.js';
import type { LeasedMessage } from './leased-message.js';
import { Pace } from './pace.js';
import { Receiver } from './receiver.js';
import type { SweepGround } from './sweep-ground.js';
import { NOTHING, type SweepReport } from './sweep-report.js';

/** How many messages are acted on at once. */
const WIDTH = 8;

/** What is to be done. */
export interface SweepPlan {
  readonly select: (message: ReceivedMessage) => boolean;
  /**
   * Does something with a selected message. It must settle it, or leave it alone.
   *
   * @returns whether it is gone from the queue
   * @throws what makes it pointless to go on
   */
  readonly act: (message: LeasedMessage) => Promise<boolean>;
  /** How many messages to select at most. */
  readonly limit?: number;
  /** How many to act on in a second at most. */
  readonly rate?: number;
  readonly onProgress?: (progress: SweepProgress) => void;
}

export interface SweepProgress {
  /** About how many messages there were at the beginning. */
  readonly total: number;
  readonly looked: number;
  readonly selected: number;
  readonly gone: number;
  /** How many are still to be given back at the end; absent before. */
  readonly toGiveBack?: number;
}

/**
 * Goes through a queue, each message once. A storage queue shows no more than its first 32 messages, so all others can only be
 * looked at by receiving them: what is not wanted is held back, so that the next receive shows what lies behind it, and given
 * back at the end. A message that comes back before, because a lease ended, is known by its id and held again.
 *
 * Messages that are put in after the beginning are left alone, or one that fails again and again would be swept for ever.
 */
export async function sweep(ground: SweepGround, plan: SweepPlan): Promise<SweepReport> {
  const properties = await ground.queue.properties();
  if (properties === undefined) return NOTHING;
  return new Sweep(ground, plan, properties.serverTime, properties.approximateCount).run();
}

class Sweep {
  readonly #ground: SweepGround;
  readonly #plan: SweepPlan;
  readonly #begunAt: Date;
  readonly #total: number;
  readonly #receiver: Receiver;
  readonly #pace: Pace;
  readonly #seen = new Set<string>();
  readonly #held = new HeldMessages();
  #selected = 0;
  #gone = 0;
  #newer = 0;
  #error: unknown;

  constructor(ground: SweepGround, plan: SweepPlan, begunAt: Date, total: number) {
    this.#ground = ground;
    this.#plan = plan;
    this.#begunAt = begunAt;
    this.#total = total;
    this.#receiver = new Receiver(ground, plan.rate);
    this.#pace = new Pace(plan.rate ?? Infinity, ground.clock, ground.stop);
  }

  async run(): Promise<SweepReport> {
    try {
      await this.#walk();
    } catch (error) {
      this.#error = error;
    }
    const isInterrupted = this.#ground.stop.aborted && !this.#isFull;
    const hidden = await this.#countHidden();
    await this.#giveBack();
    const { size: count, until } = this.#held;
    return {
      looked: this.#seen.size - this.#newer,
      selected: this.#selected,
      gone: this.#gone,
      newer: this.#newer,
      hidden,
      away: { count, milliseconds: count && Math.max(0, until - this.#ground.clock.now()) },
      isInterrupted,
      ...(this.#error === undefined ? {} : { error: this.#error }),
    };
  }

  async #walk(): Promise<void> {
    /** How many messages in a row were known already. */
    let known = 0;
    while (!this.#isStopped && !this.#isFull) {
      const batch = await this.#receiver.receive();
      if (batch.length === 0) return;
      const fresh = batch.filter(({ received }) => !this.#seen.has(received.id));
      known = fresh.length === 0 ? known + batch.length : 0;
      for (const message of batch) if (!fresh.includes(message)) this.#held.add(message);
      await this.#look(fresh);
      // All that is held has come by again, and nothing else.
      if (known > this.#held.size) return;
    }
  }

  async #look(fresh: readonly LeasedMessage[]): Promise<void> {
    const wanted: LeasedMessage[] = [];
    for (const message of fresh) {
      this.#seen.add(message.received.id);
      const isNewer = message.received.insertedOn > this.#begunAt;
      if (isNewer) this.#newer += 1;
      if (isNewer || this.#isFull || !this.#plan.select(message.received)) {
        this.#held.add(message);
      } else {
        this.#selected += 1;
        wanted.push(message);
      }
    }
    this.#tell();
    await inParallel(wanted, WIDTH, (message) => this.#act(message));
  }

  async #act(message: LeasedMessage): Promise<void> {
    await this.#pace.next();
    try {
      if (!this.#isStopped && (await this.#plan.act(message))) this.#gone += 1;
      else this.#held.add(message);
    } catch (error) {
      this.#held.add(message);
      this.#error ??= error;
    }
    this.#tell();
  }

  get #isStopped(): boolean {
    return this.#ground.stop.aborted || this.#error !== undefined;
  }

  get #isFull(): boolean {
    return this.#selected >= (this.#plan.limit ?? Infinity);
  }

  /** Only after a whole walk is it known that what was not seen is hidden. */
  async #countHidden(): Promise<number> {
    if (this.#isStopped || this.#isFull) return 0;
    try {
      const { approximateCount = 0 } = (await this.#ground.queue.properties()) ?? {};
      return Math.max(0, approximateCount - this.#held.size);
    } catch {
      // A count for the summary is not worth an error.
      return 0;
    }
  }

  async #giveBack(): Promise<void> {
    const { queue, clock } = this.#ground;
    let toGiveBack = this.#held.size;
    await this.#held.giveBack(queue, clock, () => {
      toGiveBack -= 1;
      this.#tell(toGiveBack);
    });
  }

  #tell(toGiveBack?: number): void {
    this.#plan.onProgress?.({
      total: this.#total,
      looked: this.#seen.size - this.#newer,
      selected: this.#selected,
      gone: this.#gone,
      ...(toGiveBack === undefined ? {} : { toGiveBack }),
    });
  }
}
