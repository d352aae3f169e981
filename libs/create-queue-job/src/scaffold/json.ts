import type { Folder } from './folder.js';
import { ScaffoldError } from './scaffold.error.js';
import { notJson } from './scaffold.messages.js';

export type Json = Readonly<Record<string, unknown>>;

/** @throws ScaffoldError when it is no JSON object */
export function readJson(folder: Folder, path: string): Json | undefined {
  const text = folder.read(path);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ScaffoldError(notJson(path, (error as Error).message));
  }
  if (!isJson(value)) throw new ScaffoldError(notJson(path, 'it is no object'));
  return value;
}

/** As prettier has it: a list of one stands in its line. */
export function toJsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`.replaceAll(/\[\s+("[^"]*")\s+\]/g, '[$1]');
}

/** Writes it with the indentation that the file has. */
export function writeJson(folder: Folder, path: string, value: Json): void {
  const [, indent = '  '] = /\n([ \t]+)"/.exec(folder.read(path) ?? '') ?? [];
  folder.write(path, `${JSON.stringify(value, null, indent)}\n`);
}

/** The object at a key, empty when there is none. */
export function objectAt(json: Json | undefined, key: string): Json {
  const value = json?.[key];
  return isJson(value) ? value : {};
}

/** The text at a key, `undefined` when there is none. */
export function textAt(json: Json | undefined, key: string): string | undefined {
  const value = json?.[key];
  return typeof value === 'string' ? value : undefined;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
