import { redact } from './redact.js';

/** What could be an account key or a signature, put where it does not belong; no legal name has capitals or such length. */
const LONG_BASE64 = /(?=[a-z0-9]*[A-Z+/])[A-Za-z0-9+/]{40,}={0,2}/g;

/** Shows a value in a fault: short, quoted, and never a secret that was put into the wrong setting. */
export function shown(value: unknown): string {
  const text = redact(toText(value)).replaceAll(LONG_BASE64, '[redacted]');
  return text.length > 80 ? `${text.slice(0, 77).toWellFormed()}…` : text;
}

function toText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return typeof value;
  }
}
