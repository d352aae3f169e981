import { ConsoleLogger } from '@nestjs/common';
import { ConfigurationError } from '../options/configuration.error.js';
import { deliveryLogFields } from '../telemetry/delivery-log-fields.js';
import { logEntry } from './log-entry.js';

/** Who tells how the application is put together, which a process that lives for seconds need not repeat each time. */
const ASSEMBLY = new Set<unknown>(['NestFactory', 'InstanceLoader']);

/** Who the library itself logs as. */
const OWN = 'QueueJob';

type Level = 'verbose' | 'debug' | 'log' | 'warn' | 'error' | 'fatal';

/**
 * The logger of a job that brings none of its own: readable on a terminal, one JSON object a line elsewhere, with what is known of
 * the delivery in which the line is written. Faults of the configuration are written as they are, for the person who must mend them.
 */
export class JobLogger extends ConsoleLogger {
  readonly #isTerminal = process.stdout.isTTY;

  override log(message: unknown, ...rest: unknown[]): void {
    if (!ASSEMBLY.has(rest.at(-1))) this.#write('log', message, rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    // What keeps the application from starting is told once, by whoever started it.
    if (rest.at(-1) === 'ExceptionHandler') return;
    if (message instanceof ConfigurationError) process.stderr.write(`${message.message}\n`);
    else this.#write('error', message, rest);
  }

  override warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }

  override debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  override verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('verbose', message, rest);
  }

  override fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest);
  }

  #write(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (!this.isLevelEnabled(level)) return;
    if (this.#isTerminal) return super[level](message, ...forReading(rest));
    const { context } = this;
    const entry = logEntry({ level, context, message, rest, fields: deliveryLogFields() });
    const stream = level === 'error' || level === 'fatal' ? process.stderr : process.stdout;
    stream.write(`${entry}\n`);
  }
}

/** The library's own texts say all that their fields do. */
function forReading(rest: readonly unknown[]): readonly unknown[] {
  return rest.at(-1) === OWN ? rest.filter((value) => !isFields(value)) : rest;
}

function isFields(value: unknown): boolean {
  return typeof value === 'object' && !(value instanceof Error);
}
