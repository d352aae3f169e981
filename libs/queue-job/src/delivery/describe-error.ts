import { printable } from '../options/printable.js';
import { redact } from '../options/redact.js';

/** In characters. */
const LONGEST = 2_048;

/** Whatever was thrown, in one line of bounded length: `TypeError: x is not a function`. Never throws itself. */
export function describeError(error: unknown): string {
  try {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return printable(redact(text.trim()), LONGEST);
  } catch {
    return `a thrown ${typeof error} that has no text`;
  }
}
