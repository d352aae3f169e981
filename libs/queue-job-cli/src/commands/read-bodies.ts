import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Io } from '../io.js';
import { UsageError } from '../usage.error.js';

/** Where messages are read from, and how they are written there. */
export interface InputFlags {
  readonly file?: string;
  readonly lines?: boolean;
  readonly base64?: boolean;
}

/** What is to be sent. */
export interface Body {
  /** Bytes that are sent as they are; or the data of an event. */
  readonly value: unknown;
  /** Where it was read, as a fault names it. */
  readonly place: string;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads what is to be sent, one message or one in every line.
 *
 * @param isData whether it is the data of an event: then JSON becomes what it means, and text a text
 * @throws UsageError when there is nothing to send, or it is not what the flags say
 */
export async function readBodies(
  io: Io,
  { file, lines = false, base64 = false }: InputFlags,
  text: string | undefined,
  isData: boolean,
): Promise<Body[]> {
  if ((text === undefined) === (file === undefined)) {
    throw new UsageError(
      'Give either a text or --file <path> with what is to be sent; --file - reads standard input.',
    );
  }
  const content = text === undefined ? await read(io, file!) : Buffer.from(text);
  const what = text === undefined ? (file === '-' ? 'standard input' : file!) : 'the text';
  if (!lines) return [toBody(content, what, { base64, isData, isJson: false })];
  return splitLines(content).map(({ line, number }) =>
    toBody(line, `${what}, line ${number}`, { base64, isData, isJson: !base64 }),
  );
}

async function read({ stdin, directory }: Io, path: string): Promise<Buffer> {
  if (path === '-') return buffer(stdin);
  try {
    return await readFile(resolve(directory, path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} cannot be read (${code}).`);
  }
}

/** The lines that are not empty. */
function splitLines(content: Buffer): { readonly line: Buffer; readonly number: number }[] {
  return content
    .toString('latin1')
    .split('\n')
    .map((line, at) => ({ line: Buffer.from(line.trim(), 'latin1'), number: at + 1 }))
    .filter(({ line }) => line.length > 0);
}

interface Meaning {
  readonly base64: boolean;
  readonly isData: boolean;
  readonly isJson: boolean;
}

function toBody(content: Buffer, place: string, { base64, isData, isJson }: Meaning): Body {
  const bytes = base64 ? decode(content, place) : content;
  if (bytes.length === 0) throw new UsageError(`${place} is empty, and there is nothing to send.`);
  const text = toText(bytes);
  const json = text === undefined ? undefined : parse(text);
  if (isJson && json === undefined) throw new UsageError(`${place} is no JSON. Nothing was sent.`);
  return { value: isData ? (json?.value ?? text ?? bytes) : bytes, place };
}

function decode(content: Buffer, place: string): Buffer {
  const compact = content.toString('latin1').replaceAll(/\s/g, '');
  if (!BASE64.test(compact)) throw new UsageError(`${place} is no base64. Nothing was sent.`);
  return Buffer.from(compact, 'base64');
}

function toText(bytes: Buffer): string | undefined {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
