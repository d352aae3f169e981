import { styleText } from 'node:util';
import type { WriteStream } from 'node:tty';

type Style = Parameters<typeof styleText>[0];

/** A piece of a line: its text, and how it looks where colours are shown. */
export interface Cell {
  readonly text: string;
  readonly style?: Style;
}

/** In characters: no line is longer. */
const WIDTH = 100;

const SPINNER = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const CLEAR_LINE = '\r\u001B[2K';
const HIDE_CURSOR = '\u001B[?25l';
const SHOW_CURSOR = '\u001B[?25h';

/** Where the demo tells its story: coloured and alive on a terminal, plain text elsewhere. */
export class Screen implements Disposable {
  readonly #stream: WriteStream;
  readonly #isAlive: boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: WriteStream) {
    this.#stream = stream;
    this.#isAlive = stream.isTTY && process.env['TERM'] !== 'dumb';
  }

  /** Writes a line of cells. */
  line(...cells: readonly Cell[]): void {
    this.rest();
    this.#stream.write(`${this.#render(cells)}\n`);
  }

  /** Writes the title of what follows, after an empty line. */
  heading(text: string): void {
    this.line();
    this.line({ text, style: 'bold' });
  }

  /** Writes a text of any length, every line of it indented. */
  text(text: string, { indent = 0, style }: { indent?: number; style?: Style } = {}): void {
    for (const line of wrap(text, WIDTH - indent)) {
      this.line({ text: ' '.repeat(indent) }, { text: line, ...(style && { style }) });
    }
  }

  /** Shows, until the next line is written, that something goes on. Only on a terminal. */
  busy(text: () => string): void {
    this.rest();
    if (!this.#isAlive) return;
    const start = performance.now();
    const draw = () => {
      const seconds = (performance.now() - start) / 1000;
      const spinner = SPINNER[Math.floor(seconds * 12) % SPINNER.length]!;
      const cells = [
        { text: `  ${spinner}`, style: 'cyan' },
        { text: `  ${text()}  ${seconds.toFixed(1)} s` },
      ] as const;
      this.#stream.write(CLEAR_LINE + HIDE_CURSOR + this.#render(cells));
    };
    draw();
    this.#timer = setInterval(draw, 80);
  }

  /** Takes away what `busy` shows. */
  rest(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#stream.write(CLEAR_LINE + SHOW_CURSOR);
  }

  [Symbol.dispose](): void {
    this.rest();
  }

  #render(cells: readonly Cell[]): string {
    return cells
      .map(({ text, style }) =>
        style === undefined ? text : styleText(style, text, { stream: this.#stream }),
      )
      .join('')
      .trimEnd();
  }
}

/** Breaks a text into lines of at most `width` characters, between words. */
function wrap(text: string, width: number): string[] {
  return text.match(new RegExp(`\\S.{0,${width - 2}}\\S(?=\\s|$)|\\S+`, 'g')) ?? [];
}
