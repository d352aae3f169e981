import { describeError } from '../delivery/describe-error.js';
import { UnsendableMessageError } from './errors/unsendable-message.error.js';
import { noJson } from './sender.messages.js';

/**
 * What a receiver reads of a value that is written as JSON: a date as a text, an instance of a class as its properties.
 *
 * @throws UnsendableMessageError when it cannot be written
 */
export function plainJson(value: unknown): unknown {
  const json = stringified(value);
  if (json === undefined) throw new UnsendableMessageError(noJson(`it is ${typeof value}.`));
  return JSON.parse(json) as unknown;
}

function stringified(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new UnsendableMessageError(noJson(describeError(error)), { cause: error });
  }
}
