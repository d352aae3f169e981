import { setTimeout as pause } from 'node:timers/promises';
import type { QueueClient } from '@azure/storage-queue';
import type { Dice } from './dice.ts';
import type { Ledger } from '../books/ledger.ts';
import { messageText } from './message.ts';

/** How many messages lie in the queue at most: the service's cost of a request grows with them. */
const MOST_IN_QUEUE = 400;

/** How many are sent side by side. */
const AT_ONCE = 4;

/** In milliseconds: how long a sender rests while the queue is full. */
const REST = 20;

/** Puts numbered messages into the queue, by a way of its own on which nothing happens: it is the jobs that are tested. */
export class Sender {
  readonly #queue: QueueClient;
  readonly #ledger: Ledger;
  readonly #dice: Dice;
  #sent = 0;

  constructor(queue: QueueClient, ledger: Ledger, dice: Dice) {
    this.#queue = queue;
    this.#ledger = ledger;
    this.#dice = dice;
  }

  /** How many messages were sent; their numbers begin with 1. */
  get sent(): number {
    return this.#sent;
  }

  /** Keeps the queue filled until told to stop. */
  async run(stop: AbortSignal): Promise<void> {
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.#send(stop)));
  }

  async #send(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      if (this.#ledger.inQueue >= MOST_IN_QUEUE) {
        await pause(REST);
        continue;
      }
      this.#ledger.inQueue += 1;
      await this.#queue.sendMessage(messageText(this.#dice, ++this.#sent));
    }
  }
}
