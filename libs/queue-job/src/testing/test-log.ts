import type { LoggerService, LogLevel } from '@nestjs/common';

/** A line of the log: of the library, of Nest, or of the application by Nest's `Logger`. */
export interface LogLine {
  /** As loggers of Nest name it. */
  readonly level: LogLevel;
  /** What was logged, in most cases a text. */
  readonly message: unknown;
  /** The name of the logger, such as `QueueJob`. */
  readonly context: string | undefined;
  /** What else was logged with it: fields, a stack, an error. */
  readonly details: readonly unknown[];
}

/** A logger that keeps what it is told and shows nothing. */
export class TestLog implements LoggerService {
  readonly lines: LogLine[] = [];

  readonly verbose = this.#at('verbose');
  readonly debug = this.#at('debug');
  readonly log = this.#at('log');
  readonly warn = this.#at('warn');
  readonly error = this.#at('error');
  readonly fatal = this.#at('fatal');

  #at(level: LogLevel): (message: unknown, ...details: unknown[]) => void {
    return (message, ...details) => {
      // As everywhere in Nest, a text that comes last is who says it.
      const context = typeof details.at(-1) === 'string' ? (details.pop() as string) : undefined;
      this.lines.push({ level, message, context, details });
    };
  }
}
