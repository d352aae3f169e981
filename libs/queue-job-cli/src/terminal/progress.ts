import type { Output } from '../io.js';

const CLEAR_LINE = '\r\u001B[2K';
const BAR = 24;

/** In milliseconds: how often it is drawn on a terminal, and told elsewhere. */
const FRAME = 100;
const LINE = 30_000;

/** How far something is: a bar on a terminal, a line now and then elsewhere. */
export class Progress implements Disposable {
  readonly #output: Output;
  readonly #what: string;
  readonly #isAlive: boolean;
  #shownAt = performance.now();

  constructor(output: Output, what: string) {
    this.#output = output;
    this.#what = what;
    this.#isAlive = output.isTTY === true;
  }

  /** @param of how many there are, as far as is known */
  show(done: number, of: number, text = `${done} of ${of}`): void {
    const now = performance.now();
    if (now - this.#shownAt < (this.#isAlive ? FRAME : LINE)) return;
    this.#shownAt = now;
    const line = `${this.#what}  ${text}`;
    this.#output.write(this.#isAlive ? `${CLEAR_LINE}${bar(done, of)} ${line}` : `${line}\n`);
  }

  /** Takes the bar away. */
  [Symbol.dispose](): void {
    if (this.#isAlive) this.#output.write(CLEAR_LINE);
  }
}

function bar(done: number, of: number): string {
  const full = Math.round(BAR * Math.min(1, of === 0 ? 1 : done / of));
  return '█'.repeat(full) + '░'.repeat(BAR - full);
}
