import { redact } from '../options/redact.js';

/** Whatever was thrown, in one line: `TypeError: x is not a function`. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return redact(text.trim());
}
