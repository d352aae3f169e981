import { redact } from '../options/redact.js';

/** Whatever was thrown, in one line: `TypeError: x is not a function`. Never throws itself. */
export function describeError(error: unknown): string {
  try {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return redact(text.trim());
  } catch {
    return `a thrown ${typeof error} that has no text`;
  }
}
