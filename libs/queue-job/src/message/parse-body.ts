import { meaningOf, toUtf8 } from './message-encoding.js';

/** What the bytes of a message mean: a JSON value, else a text, else the bytes themselves. */
export function parseBody(bytes: Uint8Array): { readonly body: unknown; readonly text: string } {
  const text = toUtf8(bytes);
  if (text === undefined) return { body: bytes, text: new TextDecoder().decode(bytes) };
  return { body: meaningOf(text), text };
}
