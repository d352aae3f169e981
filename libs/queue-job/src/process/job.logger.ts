import { ConsoleLogger } from '@nestjs/common';
import { ConfigurationError } from '../options/configuration.error.js';

/** Who tells how the application is put together, which a process that lives for seconds need not repeat each time. */
const ASSEMBLY = new Set<unknown>(['NestFactory', 'InstanceLoader']);

/**
 * The logger of a job that brings none of its own: readable on a terminal, one JSON object a line elsewhere. Faults of the
 * configuration are written as they are, for the person who must mend them.
 */
export class JobLogger extends ConsoleLogger {
  constructor() {
    super({ json: !process.stdout.isTTY, flattenParams: true });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!ASSEMBLY.has(rest.at(-1))) super.log(message, ...rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    // What keeps the application from starting is told once, by whoever started it.
    if (rest.at(-1) === 'ExceptionHandler') return;
    if (message instanceof ConfigurationError) process.stderr.write(`${message.message}\n`);
    else super.error(message, ...rest);
  }
}
