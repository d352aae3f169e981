import { forwardAbort } from '../../forward-abort.js';
import { CALL_TIMEOUT } from './azure-call.js';

/**
 * Has a call given up when its time is over, or its caller gives it up. It ends with the call: a signal of `AbortSignal.timeout` would
 * stay until its time is over, and a run of many messages has thousands of calls in that time.
 */
export class CallLimit implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #stopListening: () => void;
  #isOver = false;

  /** @param giveUp how the caller gives it up */
  constructor(giveUp?: AbortSignal) {
    this.#stopListening = forwardAbort(giveUp === undefined ? [] : [giveUp], this.#controller);
    this.#timer = setTimeout(() => this.#end(), CALL_TIMEOUT);
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

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#stopListening();
  }

  #end(): void {
    this.#isOver = true;
    this.#controller.abort();
  }
}
