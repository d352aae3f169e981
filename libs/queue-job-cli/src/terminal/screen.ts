import { styleText } from 'node:util';
import { printable, printableJson } from 'nestjs-queue-job/tools';
import type { Io, Output } from '../io.js';
import type { Cell } from './cell.js';
import { Progress } from './progress.js';

/** Between the columns of a table. */
const GAP = '  ';

export interface ScreenOptions {
  /** Whether results are for programs: one line of JSON each. */
  readonly isJson: boolean;
  /** Whether a terminal that can show colours is shown them. */
  readonly hasColours: boolean;
}

/**
 * Where a command tells what it has to tell. Every text goes through here, and none of it can do anything to a terminal but be
 * read: bodies, reasons and types of messages were written by strangers.
 */
export class Screen {
  readonly isJson: boolean;
  readonly #io: Io;
  readonly #hasColours: boolean;

  constructor(io: Io, { isJson, hasColours }: ScreenOptions) {
    this.#io = io;
    this.isJson = isJson;
    this.#hasColours = hasColours && io.environment['NO_COLOR'] === undefined;
  }

  /** Writes a line of the result for people. */
  line(...cells: readonly (Cell | string)[]): void {
    if (!this.isJson) this.#write(this.#io.stdout, cells);
  }

  /** Writes rows in columns; all but the last are as wide as their widest cell, and the last ends with the terminal. */
  table(rows: readonly (readonly (Cell | string)[])[]): void {
    const texts = rows.map((row) => row.map((cell) => toText(cell)));
    const columns = Math.max(0, ...texts.map(({ length }) => length));
    const widths = Array.from({ length: columns - 1 }, (_, column) =>
      Math.max(...texts.map((row) => row[column]?.length ?? 0)),
    );
    const room = this.#width - widths.reduce((sum, width) => sum + width + GAP.length, 0);
    for (const [at, row] of rows.entries()) {
      this.line(
        ...row.map((cell, column) => {
          const text = texts[at]![column]!;
          const { style } = toCell(cell);
          const shown =
            column < row.length - 1
              ? text.padEnd(widths[column]!) + GAP
              : printable(text, Math.max(20, room));
          return { text: shown, ...(style === undefined ? {} : { style }) };
        }),
      );
    }
  }

  /** Writes the result for programs: one line. */
  json(value: unknown): void {
    if (this.isJson) this.#io.stdout.write(`${printableJson(JSON.stringify(value))}\n`);
  }

  /** Tells something beside the result. */
  note(...cells: readonly (Cell | string)[]): void {
    this.#write(this.#io.stderr, cells);
  }

  /** Tells what went wrong, in one or more lines. */
  error(text: string): void {
    const [first = '', ...rest] = text.trimEnd().split('\n');
    this.note({ text: 'error: ', style: 'red' }, first);
    for (const line of rest) this.note(line);
  }

  /** Shows how far something is, beside the result. */
  progress(what: string): Progress {
    return new Progress(this.#io.stderr, what);
  }

  /** Asks a person, who may not be there. */
  get canAsk(): boolean {
    return this.#io.stdin.isTTY === true && this.#io.stderr.isTTY === true;
  }

  get #width(): number {
    const { isTTY, columns } = this.#io.stdout;
    return isTTY === true ? (columns ?? 80) : Infinity;
  }

  #write(output: Output, cells: readonly (Cell | string)[]): void {
    const line = cells.map((cell) => {
      const { text, style } = toCell(cell);
      const shown = printable(text, Infinity);
      return style === undefined || !this.#hasColours || output.isTTY !== true
        ? shown
        : styleText(style, shown, { stream: output });
    });
    output.write(`${line.join('').trimEnd()}\n`);
  }
}

function toCell(cell: Cell | string): Cell {
  return typeof cell === 'string' ? { text: cell } : cell;
}

function toText(cell: Cell | string): string {
  return printable(toCell(cell).text, Infinity);
}
