import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import type { LoggerService } from '@nestjs/common';

/** All that one application logged. */
export class Lines {
  /** Every line as it was logged: its text first, then whatever came with it. */
  readonly all: (readonly unknown[])[] = [];
  readonly #changes = new EventEmitter();

  get texts(): string[] {
    return this.all.map(([text]) => String(text));
  }

  add(line: readonly unknown[]): void {
    this.all.push(line);
    this.#changes.emit('line');
  }

  /** Resolves when a line with this text has been logged. */
  async said(text: string): Promise<void> {
    while (!this.texts.some((line) => line.includes(text))) await once(this.#changes, 'line');
  }
}

const current = new AsyncLocalStorage<Lines>();

const add = (...line: readonly unknown[]) => current.getStore()?.add(line);

/** Nest has one logger in a process, however many applications there are: it tells their lines apart by who is asking. */
export const CELL_LOGGER: LoggerService = {
  log: add,
  error: add,
  warn: add,
  debug: add,
  verbose: add,
  fatal: add,
};

/** Whatever is logged by the work, now or later, goes to these lines. */
export const logTo = <T>(lines: Lines, work: () => T): T => current.run(lines, work);
