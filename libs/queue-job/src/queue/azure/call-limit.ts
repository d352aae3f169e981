import { forwardAbort } from '../../forward-abort.js';
import { CALL_TIMEOUT } from './azure-call.js';

/**
 * Has a call given up when its time is over, or its caller gives it up. It ends with the call: a signal of `AbortSignal.timeout` would
 * stay until its time is over, and a run of many messages has thousands of calls in that time.
 */
export class CallLimit {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #stopListening: (() => void) | undefined;
  #isOver = false;

  /** @param giveUp how the caller gives it up */
  constructor(giveUp?: AbortSignal) {
    this.#stopListening = giveUp && forwardAbort([giveUp], this.#controller);
    this.#timer = setTimeout(() => this.#giveUp(), CALL_TIMEOUT);
    // What keeps the process alive is the connection.
    this.#timer.unref();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the call took too long. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** To be called when the call has ended. */
  end(): void {
    clearTimeout(this.#timer);
    this.#stopListening?.();
  }

  #giveUp(): void {
    this.#isOver = true;
    this.#controller.abort();
  }
}
