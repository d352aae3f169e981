import { redact } from '../../options/redact.js';

/**
 * A fault of the SDK as it may be kept as a cause and logged. The original carries the whole request, its authorization
 * header and signature included, and loggers print causes.
 */
export function safeCause(error: unknown): Error {
  const { name, message = '', stack } = error as Partial<Error>;
  const cause = new Error(redact(message));
  if (name !== undefined) cause.name = name;
  if (stack !== undefined) cause.stack = redact(stack);
  return cause;
}
