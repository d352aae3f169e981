import { printable } from './printable.js';
import { redact } from './redact.js';

/** In characters: enough to recognise a value by. */
const LONGEST = 80;

/** What could be an account key, a signature or a token, as it is or as a URL or JSON writes it: such a run … */
const RUN = /[\w+/%\\-]+={0,2}/g;
/** … of as many characters or more … */
const SHORTEST_SECRET = 40;
/** … with any of these, which no legal name has; some settings are shown in lower case. */
const OF_SECRETS = /[A-Z+/=%]/;

/** What class-validator would put a value's whole text in place of, wherever it stands in a fault. */
const TOKEN = /\$(?=value|property|target|constraint)/g;

/** Shows a value in a fault: short, quoted, in one line, and never a secret that was put into the wrong setting. */
export function shown(value: unknown): string {
  return withoutSecrets(toText(value));
}

/** The same for a name that somebody gave a setting, without the quotes. */
export function shownName(name: string): string {
  return withoutSecrets(JSON.stringify(name).slice(1, -1));
}

function withoutSecrets(text: string): string {
  const safe = redact(text)
    .replace(RUN, (run) => (isSecret(run) ? '[redacted]' : run))
    .replace(TOKEN, String.raw`\u0024`);
  return printable(safe, LONGEST);
}

function isSecret(run: string): boolean {
  return run.length >= SHORTEST_SECRET && OF_SECRETS.test(run);
}

function toText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return typeof value;
  }
}
