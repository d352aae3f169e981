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
 * anything else as JSON.
 */
export function encodeBody(
  body: unknown,
  encoding: Decoded['encoding'],
  readAs: EncodingName,
): string {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(toText(body));
  const plain = toUtf8(bytes);
  // Bytes that no message can carry as text survive only in base64, as does text that its reader would take for base64. Other
  // text is by now without what cannot be written.
  const mustEncode =
    plain === undefined ||
    UNWRITABLE.test(plain) ||
    (readAs === 'auto' && decodeText(plain, readAs).encoding === 'base64');
  return encoding === 'base64' || mustEncode ? Buffer.from(bytes).toString('base64') : plain;
}

/** The text that bytes are in UTF-8; `undefined` when they are no UTF-8. */
export function toUtf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return undefined;
  }
}

function toText(body: unknown): string {
  const isPlain = typeof body === 'string' && !isJson(body) && !UNWRITABLE.test(body);
  return isPlain ? body : toJson(body);
}

/** JSON lets stand as they are two characters that XML cannot carry. */
function toJson(body: unknown): string {
  return (JSON.stringify(body) ?? '')
    .replaceAll('\uFFFE', '\\uFFFE')
    .replaceAll('\uFFFF', '\\uFFFF');
}

/** Text that is JSON would be read as the value it stands for. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
