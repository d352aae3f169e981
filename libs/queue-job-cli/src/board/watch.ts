import { redact } from 'nestjs-queue-job/tools';
import type { Connection } from '../commands/connect.js';
import { readPoisonMessage } from '../poison/poison-message.js';
import { hiddenIn, lookAt, type QueueLook } from '../stats/look-at.js';
import { messageOf } from '../sweep/sweep.messages.js';
import { pause } from '../sweep/pause.js';
import type {
  BoardState,
  PoisonState,
  SampledQueue,
  ShownGroup,
  ShownQueue,
} from './board-state.js';
import { History } from './history.js';
import { showPoison } from './show-poison.js';

export interface WatchOptions {
  /** Between two looks, in milliseconds. */
  readonly interval: number;
  /** Whether somebody goes through the poison queue, who hides its messages meanwhile. */
  readonly isSwept: () => boolean;
}

/** Looks at both queues again and again, and remembers what it saw. It touches no message. */
export class Watch {
  readonly #connection: Connection;
  readonly #options: WatchOptions;
  readonly #history = new History();
  #wake = new AbortController();
  #queue: QueueLook | undefined;
  #poison: QueueLook | undefined;
  #groups: readonly ShownGroup[] = [];
  /** What {@link #groups} are of. */
  #ids = '';
  #version = 0;
  #seenAt: number | null = null;
  #fault: string | null = null;

  constructor(connection: Connection, options: WatchOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  /** Looks until it is told to stop. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      this.#wake = new AbortController();
      await this.look();
      const until = AbortSignal.any([stop, this.#wake.signal]);
      await pause(this.#options.interval, this.#connection.clock, until);
    }
  }

  /** Makes the next look come at once. */
  lookSoon(): void {
    this.#wake.abort();
  }

  /** Looks once. A fault is remembered, and what was seen before stays. */
  async look(): Promise<void> {
    const { queue, poison, clock } = this.#connection;
    try {
      const [main, side] = await Promise.all([lookAt(queue, clock), lookAt(poison, clock)]);
      this.#queue = main;
      this.#poison = side;
      this.#seenAt = clock.now();
      this.#fault = null;
      if (!this.#options.isSwept()) this.#show(side);
    } catch (error) {
      this.#fault = redact(messageOf(error));
    }
    const isSeen = this.#fault === null;
    this.#history.add({
      time: clock.now(),
      queue: isSeen ? sampled(this.#queue) : null,
      poison: isSeen ? sampled(this.#poison) : null,
    });
  }

  get poisonState(): PoisonState {
    return { version: this.#version, groups: this.#groups };
  }

  get state(): Omit<BoardState, 'redrive'> {
    const { queue, poison, clock } = this.#connection;
    return {
      now: clock.now(),
      interval: this.#options.interval,
      seenAt: this.#seenAt,
      fault: this.#fault,
      queue: shown(queue.name, this.#queue),
      poison: shown(poison.name, this.#poison),
      samples: this.#history.samples,
      poisonVersion: this.#version,
    };
  }

  /** A message never changes in a poison queue, so the same ids are the same messages. */
  #show(look: QueueLook | undefined): void {
    const { messages = [] } = look ?? {};
    const ids = messages.map(({ id }) => id).join();
    if (ids === this.#ids) return;
    const { options } = this.#connection;
    const read = messages.map((message) => readPoisonMessage(message, options));
    this.#groups = showPoison(read, options);
    this.#ids = ids;
    this.#version += 1;
  }
}

function shown(name: string, look: QueueLook | undefined): ShownQueue {
  if (look === undefined) return { name, count: null };
  return { name, count: { ...look.count, hidden: hiddenIn(look.count) ?? null } };
}

function sampled(look: QueueLook | undefined): SampledQueue | null {
  if (look === undefined) return null;
  const { approximateCount, oldestAge } = look.count;
  return { count: approximateCount, oldestAge: oldestAge ?? null };
}
