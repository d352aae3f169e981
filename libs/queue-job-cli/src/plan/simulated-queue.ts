import { Agenda } from './agenda.js';

/** Once so many have been received, the list of visible messages may forget them. */
const COMPACTION = 1_024;

/** A storage queue: who is visible, who comes back when, who is held. Messages are numbers; times are milliseconds. */
export class SimulatedQueue {
  #visible: number[] = [];
  #received = 0;
  readonly #hidden = new Agenda<number>();
  #held = 0;

  get visible(): number {
    return this.#visible.length - this.#received;
  }

  /** Held under a lease, delayed, or left behind by a crash: what a count of all messages has beside the visible ones. */
  get invisible(): number {
    return this.#hidden.size + this.#held;
  }

  /** When the next invisible message comes back by itself; `Infinity` when none will. */
  get nextVisible(): number {
    return this.#hidden.next;
  }

  /** A new message, visible at a time that may have come. */
  send(message: number, visibleAt: number, now: number): void {
    if (visibleAt > now) this.#hidden.add(visibleAt, message);
    else this.#visible.push(message);
  }

  /** Makes visible whatever is due. */
  reveal(now: number): void {
    while (this.#hidden.next <= now) this.#visible.push(this.#hidden.take());
  }

  /** The longest visible first, as Azure does for the most part. What it hands out is held until it is settled or left. */
  receive(wanted: number): number[] {
    const end = Math.min(this.#received + wanted, this.#visible.length);
    const messages = this.#visible.slice(this.#received, end);
    this.#received = end;
    this.#held += messages.length;
    if (this.#received > COMPACTION && this.#received * 2 > this.#visible.length) {
      this.#visible = this.#visible.slice(this.#received);
      this.#received = 0;
    }
    return messages;
  }

  /** Deletes a held message. */
  delete(): void {
    this.#held -= 1;
  }

  /** Ends the hold of a message that will be visible again at a time that may have come: a release, or the end of a dead pod's lease. */
  giveBack(message: number, visibleAt: number, now: number): void {
    this.#held -= 1;
    this.send(message, visibleAt, now);
  }
}
