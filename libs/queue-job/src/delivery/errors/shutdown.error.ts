import { QueueJobError } from '../../queue-job.error.js';

/** The reason of an executor's signal when the process is told to end and its grace period has passed. */
export class ShutdownError extends QueueJobError {
  override readonly name = 'ShutdownError';

  /** @param signal what told the process to end; none when the application was closed from within */
  constructor(readonly signal?: NodeJS.Signals) {
    super(signal === undefined ? 'The application is closing.' : `The process received ${signal}.`);
  }
}
