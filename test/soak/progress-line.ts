import type { WriteStream } from 'node:tty';

const CLEAR_LINE = '\r\u001B[2K';

/** One line that says how far it is; only on a terminal. */
export class ProgressLine implements Disposable {
  readonly #stream: WriteStream;

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  show(text: string): void {
    if (this.#stream.isTTY) this.#stream.write(CLEAR_LINE + text);
  }

  clear(): void {
    this.show('');
  }

  [Symbol.dispose](): void {
    this.clear();
  }
}
