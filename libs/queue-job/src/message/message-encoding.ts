import type { EncodingName } from '../options/queue-job-options.js';
import { UndecodableMessageError } from './undecodable-message.error.js';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
// What no sender of text means: control characters other than tab and line ends.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
/** What people write plainly and chance makes valid base64 now and then: "2500", "User", "README". */
const WORD = /^(?:\d+|[A-Z]?[a-z]+|[A-Z]+)$/;
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Decodes a message's text to the bytes its sender meant. Storage queues carry text, and most senders (.NET, Functions, Event
 * Grid, the portal) wrap it in base64 while others do not, so `auto` takes for base64 what is well-formed base64, decodes to
 * text without control characters, and is not just a number or a word. Base64 that carries anything else needs `base64`; text
 * that happens to look like base64 of text needs `text`. JSON objects and arrays are never mistaken, either way.
 *
 * @throws UndecodableMessageError when `base64` is demanded and the text is none
 */
export function decodeText(text: string, encoding: EncodingName): Uint8Array {
  if (encoding === 'text') return Buffer.from(text);
  // Line ends within or after base64 are its wrapping, which RFC 4648 lets a reader ignore.
  const compact = text.replaceAll(/[\r\n]/g, '').trim();
  const isBase64 = compact !== '' && BASE64.test(compact);
  if (encoding === 'base64') {
    if (isBase64 || compact === '') return Buffer.from(compact, 'base64');
    throw new UndecodableMessageError(
      'The text is not base64, which MessageEncoding demands. Set MessageEncoding to auto or text if its sender does not encode.',
    );
  }
  if (isBase64 && !WORD.test(compact)) {
    const bytes = Buffer.from(compact, 'base64');
    const decoded = toUtf8(bytes);
    if (decoded !== undefined && !CONTROL.test(decoded)) return bytes;
  }
  return Buffer.from(text);
}

/** The text that bytes are in UTF-8; `undefined` when they are no UTF-8. */
export function toUtf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return undefined;
  }
}
