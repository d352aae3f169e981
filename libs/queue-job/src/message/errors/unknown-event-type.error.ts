import { shown } from '../../options/shown.js';
import { PoisonMessageError } from './poison-message.error.js';

/** Thrown when no executor takes a message's type, and there is no default executor. */
export class UnknownEventTypeError extends PoisonMessageError {
  override readonly name = 'UnknownEventTypeError';

  constructor(
    /** The type; none when the message names none. */
    readonly type: string | undefined,
    known: readonly string[],
  ) {
    super(
      `${type === undefined ? 'The message names no type' : `No executor takes the type ${shown(type)}`}. ` +
        `Known are ${known.join(', ')}; an executor without a type would take everything else.`,
    );
  }
}
