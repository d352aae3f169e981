import { QueueJobError } from '../queue-job.error.js';

/** One thing that is wrong with the configuration. */
export interface ConfigurationFault {
  /** Where it is to be mended: a setting with its environment variable, a file, or a class. */
  readonly subject: string;
  /** What is wrong and what to do about it, without any secret. */
  readonly fault: string;
}

/**
 * Thrown at start when the job cannot run as it is configured. Its message names every fault at once, so that one look and
 * one change are enough. Ends the process with exit code 20; the queue is untouched.
 */
export class ConfigurationError extends QueueJobError {
  override readonly name = 'ConfigurationError';
  readonly #faults: readonly ConfigurationFault[];

  constructor(faults: readonly ConfigurationFault[]) {
    super(describe(faults));
    this.#faults = faults;
    // Where in the code it was thrown helps nobody mend a setting, and loggers print the stack.
    this.stack = `${this.name}: ${this.message}`;
  }

  /** All of them, in the order in which the message tells them. */
  get faults(): readonly ConfigurationFault[] {
    return this.#faults;
  }
}

function describe(faults: readonly ConfigurationFault[]): string {
  const title = `The application cannot start: ${faults.length === 1 ? 'one fault' : `${faults.length} faults`} in its configuration.`;
  const entries = faults.map(({ subject, fault }) => `  ${subject}\n    ${fault}`);
  return [title, ...entries].join('\n\n') + '\n';
}
