import { redact } from 'nestjs-queue-job/tools';
import type { Connection } from '../commands/connect.js';
import { copiesPossible } from '../poison/redrive.messages.js';
import { redriveMessages, type RedriveReport } from '../poison/redrive-messages.js';
import { survey } from '../poison/survey.js';
import { messageOf, notesOfSweep } from '../sweep/sweep.messages.js';
import { stoppedEarly, summaryOf } from './board.messages.js';
import type { Preview, RedriveResult, RedriveState, Selection } from './board-state.js';
import { BusyError } from './busy.error.js';
import { isSelected } from './selection.js';

/** How many messages with trouble are told one by one. */
const MOST_TOLD = 20;

/**
 * The one action of the board: tells what a redrive would do, and does it, as `poison redrive` does. One at a time, because two
 * would hide messages from each other.
 */
export class RedriveDesk {
  readonly #connection: Connection;
  readonly #stop: AbortSignal;
  readonly #onEnd: () => void;
  /** What goes through the poison queue now. */
  #work: Promise<void> | undefined;
  #stopRedrive = new AbortController();
  #state: RedriveState | null = null;

  /**
   * @param stop ends what is on its way, after the messages in hand
   * @param onEnd is called whenever messages are no longer hidden
   */
  constructor(connection: Connection, stop: AbortSignal, onEnd: () => void) {
    this.#connection = connection;
    this.#stop = stop;
    this.#onEnd = onEnd;
  }

  /** Whether it goes through the poison queue. */
  get isBusy(): boolean {
    return this.#work !== undefined;
  }

  /** The redrive on its way, or the last one. */
  get state(): RedriveState | null {
    return this.#state;
  }

  /**
   * Tells what a redrive would do, and moves nothing. What peeking does not show is received and given back.
   *
   * @param gone whoever wants to know is no longer there
   * @throws BusyError, QueueError
   */
  async preview(selection: Selection, gone: AbortSignal): Promise<Preview> {
    this.#requireIdle();
    return this.#busyWith(this.#count(selection, gone));
  }

  /**
   * Begins a redrive.
   *
   * @param confirmed how many messages somebody has agreed to; no more are moved
   * @throws BusyError
   */
  start(selection: Selection, confirmed: number): void {
    this.#requireIdle();
    this.#stopRedrive = new AbortController();
    this.#state = {
      number: (this.#state?.number ?? 0) + 1,
      isRunning: true,
      isStopping: false,
      confirmed,
      looked: 0,
      gone: 0,
      toGiveBack: null,
      result: null,
    };
    const redrive = this.#redrive(selection, confirmed).then((result) =>
      this.#update({ isRunning: false, toGiveBack: null, result }),
    );
    void this.#busyWith(redrive);
  }

  /** Ends the redrive after the messages in hand. */
  stop(): void {
    if (this.#state?.isRunning !== true) return;
    this.#stopRedrive.abort();
    this.#update({ isStopping: true });
  }

  /** Resolves when nothing is on its way, and no message is hidden. */
  async idle(): Promise<void> {
    await this.#work;
  }

  async #count(selection: Selection, gone: AbortSignal): Promise<Preview> {
    let seen = await this.#survey(selection, gone, !('id' in selection));
    if ('id' in selection && seen?.messages.length === 0 && !seen.isWhole) {
      seen = await this.#survey(selection, gone, true);
    }
    const { messages = [], total = 0, report } = seen ?? {};
    if (report?.error !== undefined) throw report.error;
    const notes = report === undefined ? [] : notesOfSweep(report);
    return { selected: messages.length, total, notes };
  }

  async #redrive(selection: Selection, confirmed: number): Promise<RedriveResult> {
    const { options, queue, poison, clock } = this.#connection;
    const stop = AbortSignal.any([this.#stop, this.#stopRedrive.signal]);
    try {
      const done = await redriveMessages(
        { queue, poison, clock, stop },
        {
          select: (message) => isSelected(selection, message),
          reading: options,
          isAsItIs: false,
          limit: confirmed,
          onProgress: ({ looked, gone, toGiveBack = null }) =>
            this.#update({ looked, gone, toGiveBack }),
        },
      );
      return resultOf(done, queue.name);
    } catch (error) {
      return { summary: summaryOf(0, queue.name), notes: [], troubles: [], error: told(error) };
    }
  }

  #survey(selection: Selection, gone: AbortSignal, isThorough: boolean) {
    const { options, poison, clock } = this.#connection;
    return survey(
      { queue: poison, clock, stop: AbortSignal.any([this.#stop, gone]) },
      { isThorough, select: (message) => isSelected(selection, message), reading: options },
    );
  }

  async #busyWith<T>(work: Promise<T>): Promise<T> {
    const over = () => {
      this.#work = undefined;
      this.#onEnd();
    };
    this.#work = work.then(over, over);
    return work;
  }

  #requireIdle(): void {
    if (this.isBusy) throw new BusyError();
  }

  #update(news: Partial<RedriveState>): void {
    if (this.#state !== null) this.#state = { ...this.#state, ...news };
  }
}

function resultOf(done: RedriveReport | undefined, queueName: string): RedriveResult {
  if (done === undefined) {
    return { summary: summaryOf(0, queueName), notes: [], troubles: [], error: null };
  }
  const { report, troubles, possibleCopies } = done;
  return {
    summary: summaryOf(report.gone, queueName),
    notes: [
      ...(report.isInterrupted ? [stoppedEarly] : []),
      ...(possibleCopies > 0 ? [copiesPossible(possibleCopies)] : []),
      ...notesOfSweep(report),
    ],
    troubles: troubles.slice(0, MOST_TOLD).map(({ id, why }) => ({ id, why: redact(why) })),
    error: report.error === undefined ? null : told(report.error),
  };
}

function told(error: unknown): string {
  return redact(messageOf(error));
}
