import { inspect } from 'node:util';

/** In characters: enough of a secret to be one. A part that was cut off, at whichever end, is a leak as well. */
const PART = 12;

/** Where settings hold secrets. */
const IN_SETTINGS = /(?:AccountKey\s*=\s*|\bsig=)([^;&"\s]+)/gi;

/** What stands in the place of a secret: the library's word for it, and the SDK's. */
const MARK = String.raw`(?:\[|%5B)?redacted`;

/** What shows by its looks that it is a secret, whosever it is. */
const LOOKS = {
  'an account key': new RegExp(`AccountKey["']?\\s*[=:]\\s*["']?(?!${MARK})[^\\s"'&;]`, 'i'),
  'a signature': new RegExp(`\\bsig=(?!${MARK})[^\\s"'&;]`, 'i'),
  'an authorization by key': /\bSharedKey(?:Lite)?\s+[\w-]+:[\w+/]/i,
  // Neither a word of prose nor the name of a challenge's parameter has a digit.
  'an access token': /\bBearer\s+(?=[\w.~+/-]*\d)[\w.~+/-]{12,}/i,
  'a JSON web token': /\beyJ[\w-]+\.(?:eyJ[\w-]+|[\w-]+\.[\w-]+)/,
} as const satisfies Record<string, RegExp>;

/**
 * Throws when something shows a secret: an account key or a signature of these settings, another that is named, or what looks
 * like one, whole or a part of it, escaped or encoded. Every job's output goes through here.
 *
 * @param shown a text, or something else, such as an error, of which then everything counts that can be inspected
 */
export function expectNoSecrets(
  shown: unknown,
  settings: Iterable<string | undefined> = [],
  others: readonly string[] = [],
): void {
  const text = typeof shown === 'string' ? shown : inspected(shown);
  const secrets = [...settings].flatMap((value = '') =>
    [...value.matchAll(IN_SETTINGS)].map(([, secret = '']) => secret),
  );
  const found = find(readings(text).join('\n'), [...secrets, ...others]);
  if (found !== undefined) throw new Error(`Shown is ${found}:\n${text}`);
}

function find(text: string, secrets: readonly string[]): string | undefined {
  const part = secrets
    .flatMap(forms)
    .flatMap(parts)
    .find((one) => text.includes(one));
  if (part !== undefined) return `a secret of which "${part}" is a part`;
  return Object.entries(LOOKS).find(([, look]) => look.test(text))?.[0];
}

/** Once as it presents itself, once as it is. */
function inspected(value: unknown): string {
  const options = { depth: 10, showHidden: true, maxStringLength: Infinity };
  return [true, false]
    .map((customInspect) => inspect(value, { ...options, customInspect }))
    .join('\n');
}

/** A secret as it is written, without its escapes, and the bytes that it is base64 of, as an account key is. */
function forms(secret: string): string[] {
  const isBase64 = secret.length > PART && /^[A-Za-z0-9+/]+={0,2}$/.test(secret);
  return [secret, unescaped(secret), ...(isBase64 ? [fromBase64(secret)] : [])];
}

function parts(secret: string): string[] {
  const starts = Array.from({ length: Math.max(1, secret.length - PART + 1) }, (_, start) => start);
  return starts.map((start) => secret.slice(start, start + PART)).filter((part) => part !== '');
}

/** A text as it stands, without its escapes, and all that may be base64 or hex in it as what it would be of. */
function readings(text: string): string[] {
  const plain = unescaped(text);
  const base64 = matches(plain, /[\w+/-]{16,}/g).flatMap((run) =>
    // The run may have begun earlier, or with something else.
    [0, 1, 2, 3].map((start) => fromBase64(run.slice(start))),
  );
  const hex = matches(plain, /(?:[0-9a-f]{2} ?){12,}/gi).map((run) =>
    Buffer.from(run.replaceAll(' ', ''), 'hex').toString('latin1'),
  );
  return [text, plain, ...base64, ...hex];
}

/** Undoes what URLs and JSON do to a text, however often it was done. */
function unescaped(text: string): string {
  const once = text.replace(
    /%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\(["'\\/])/gi,
    (_, url?: string, json?: string, character?: string) =>
      character ?? String.fromCharCode(Number.parseInt((url ?? json)!, 16)),
  );
  return once === text ? text : unescaped(once);
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1');
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([match]) => match);
}
