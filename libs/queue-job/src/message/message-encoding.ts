import { escaped } from '../options/printable.js';
import type { EncodingName } from '../options/queue-job-options.js';
import { UndecodableMessageError } from './errors/undecodable-message.error.js';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
// What no sender of text means: control characters other than tab and line ends.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
/** What people write plainly and chance makes valid base64 now and then: "2500", "User", "README". */
const WORD = /^(?:\d+|[A-Z]?[a-z]+|[A-Z]+)$/;
/** What XML, in which a message travels, cannot carry or does not carry unchanged. */
// oxlint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/;
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes a sender meant, and how they were written. */
export interface Decoded {
  readonly bytes: Uint8Array;
  readonly encoding: 'base64' | 'text';
}

/**
 * Decodes a message's text to the bytes its sender meant. Storage queues carry text, and most senders (.NET, Functions, Event
 * Grid, the portal) wrap it in base64 while others do not, so `auto` takes for base64 what is well-formed base64, decodes to
 * text without control characters, and is not just a number or a word. Base64 that carries anything else needs `base64`; text
 * that happens to look like base64 of text needs `text`. JSON objects and arrays are never mistaken, either way.
 *
 * @throws UndecodableMessageError when `base64` is demanded and the text is none
 */
export function decodeText(text: string, encoding: EncodingName): Decoded {
  if (encoding === 'text') return { bytes: Buffer.from(text), encoding: 'text' };
  // Line ends within or after base64 are its wrapping, which RFC 4648 lets a reader ignore.
  const compact = text.replaceAll(/[\r\n]/g, '').trim();
  const isBase64 = compact !== '' && BASE64.test(compact);
  if (encoding === 'base64') {
    if (isBase64 || compact === '') return { bytes: Buffer.from(compact, 'base64'), encoding };
    throw new UndecodableMessageError(
      'The text is not base64, which MessageEncoding demands. Set MessageEncoding to auto or text if its sender does not encode.',
    );
  }
  if (isBase64 && !WORD.test(compact)) {
    const bytes = Buffer.from(compact, 'base64');
    const decoded = toUtf8(bytes);
    if (decoded !== undefined && !CONTROL.test(decoded)) return { bytes, encoding: 'base64' };
  }
  return { bytes: Buffer.from(text), encoding: 'text' };
}

/**
 * Writes a body the way another one was written, for a reader with the same `MessageEncoding`: bytes and text as they are,
 * anything else as JSON. Where it would not be read as what it is, it is written the other way.
 */
export function encodeBody(
  body: unknown,
  encoding: Decoded['encoding'],
  readAs: EncodingName,
): string {
  const bytes = Buffer.from(body instanceof Uint8Array ? body : toText(body));
  const encoded = bytes.toString('base64');
  const text = toUtf8(bytes);
  // Bytes that are no text have but one way, whoever reads them.
  if (text === undefined) return encoded;
  const plain = bytes.toString();
  const ways = encoding === 'base64' ? [encoded, plain] : [plain, encoded];
  // JSON has an escape for whatever cannot be written, and its quotes are in no base64.
  return ways.find((way) => isReadAs(bytes, way, readAs)) ?? toJson(meaningOf(text));
}

function isReadAs(bytes: Buffer, text: string, readAs: EncodingName): boolean {
  // A reader that demands base64 is given nothing else.
  if (UNWRITABLE.test(text) || (readAs === 'base64' && !BASE64.test(text))) return false;
  return bytes.equals(decodeText(text, readAs).bytes);
}

/** The text that bytes are in UTF-8; `undefined` when they are no UTF-8. */
export function toUtf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The JSON value that a text stands for, else the text itself. */
export function meaningOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function toText(body: unknown): string {
  return typeof body === 'string' && isPlain(body) ? body : toJson(body);
}

/** A mark at its beginning, or half a character, would be lost on the way to bytes and back. */
function isPlain(text: string): boolean {
  const isKept = text.isWellFormed() && !text.startsWith('\uFEFF');
  return isKept && meaningOf(text) === text && !UNWRITABLE.test(text) && !CONTROL.test(text);
}

/** What JSON lets stand as it is, and XML cannot carry or {@link decodeText} takes for a sign of what is no text. */
const UNESCAPED = /[\u007F\uFFFE\uFFFF]/g;

function toJson(body: unknown): string {
  return (JSON.stringify(body) ?? '').replace(UNESCAPED, escaped);
}
