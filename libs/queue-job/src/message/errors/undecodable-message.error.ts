import { PoisonMessageError } from './poison-message.error.js';

/** Thrown when a message's text is not what `MessageEncoding` says it is. */
export class UndecodableMessageError extends PoisonMessageError {
  override readonly name = 'UndecodableMessageError';
}
