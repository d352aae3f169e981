import { decodeText, parseBody, type EncodingName } from 'nestjs-queue-job/tools';

/** In bytes: how much of what is no text is shown. */
const MOST_BYTES = 256;
const BYTES_PER_LINE = 16;

/** In characters: more than a terminal has columns. */
const LONGEST_PREVIEW = 400;

/** A message's text, as people and programs are shown it. */
export interface ShownBody {
  /** How the text carries the body; `undecodable` when it does not, and is shown as it is. */
  readonly encoding: 'base64' | 'text' | 'undecodable';
  /** What JSON means, else the text; bytes in base64. */
  readonly body: unknown;
  /** What it is, in lines. */
  readonly lines: readonly string[];
  /** The beginning of it, in one. */
  readonly preview: string;
}

export function showBody(text: string, readAs: EncodingName): ShownBody {
  try {
    const { bytes, encoding } = decodeText(text, readAs);
    const { body, text: decoded } = parseBody(bytes);
    if (body instanceof Uint8Array) return shown(encoding, toBase64(body), hex(body));
    const pretty = typeof body === 'string' ? body : JSON.stringify(body, undefined, 2);
    return shown(encoding, body, pretty.split('\n'), decoded);
  } catch {
    // Not what `readAs` demands, or JSON that is nested too deeply to be written.
    return shown('undecodable', text, text.split('\n'));
  }
}

function shown(
  encoding: ShownBody['encoding'],
  body: unknown,
  lines: readonly string[],
  oneLine = lines.join(' '),
): ShownBody {
  return { encoding, body, lines, preview: oneLine.slice(0, LONGEST_PREVIEW) };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function hex(bytes: Uint8Array): string[] {
  const first = Buffer.from(bytes.subarray(0, MOST_BYTES));
  const lines: string[] = [];
  for (let at = 0; at < first.length; at += BYTES_PER_LINE) {
    const line = first.subarray(at, at + BYTES_PER_LINE);
    lines.push(line.toString('hex').replaceAll(/../g, '$& ').trimEnd());
  }
  return bytes.length > MOST_BYTES ? [...lines, `… ${bytes.length} bytes in all`] : lines;
}
