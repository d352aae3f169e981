import { ConfigurationError } from '../options/configuration.error.js';
import { redact } from '../options/redact.js';
import { describeError } from './describe-error.js';

/** How many causes deep an error is told; a cause may be its own. */
const DEEPEST = 8;

/**
 * What was thrown, as it may be given to a logger: a copy whose texts are without secrets, and which has only properties that
 * are no objects, because errors of clients carry whole requests and loggers print what they find. Never throws itself.
 */
export function loggableError(error: unknown, depth = 0): Error | string {
  // Has no secrets, and loggers tell it by its class.
  if (error instanceof ConfigurationError) return error;
  if (!(error instanceof Error) || depth > DEEPEST) return describeError(error);
  try {
    return copyOf(error, (inner) => loggableError(inner, depth + 1));
  } catch {
    return describeError(error);
  }
}

function copyOf(error: Error, copyInner: (inner: unknown) => Error | string): Error {
  const { name, message, stack, cause, errors } = error as Error & { readonly errors?: unknown };
  const properties = Object.entries(error)
    .filter(([key, value]) => !['cause', 'errors'].includes(key) && Object(value) !== value)
    .map(([key, value]) => [key, typeof value === 'string' ? redact(value) : (value as unknown)]);
  return Object.assign(
    new Error(redact(message), cause === undefined ? {} : { cause: copyInner(cause) }),
    Object.fromEntries(properties),
    { name, stack: redact(stack ?? '') },
    Array.isArray(errors) ? { errors: errors.map(copyInner) } : {},
  );
}
