import { PoisonMessageError } from '../../message/errors/poison-message.error.js';

/** Thrown when a message does not say what its executor, which has a `singleton`, is to lock. */
export class MissingSingletonKeyError extends PoisonMessageError {
  override readonly name = 'MissingSingletonKeyError';

  constructor(
    /** Where the value should be. */
    readonly path: string,
  ) {
    super(
      `The body has no text, number or boolean at "${path}", by which its executor is to be a singleton.`,
    );
  }
}
