import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { printParseErrorCode, parse as parseJsonWithComments, type ParseError } from 'jsonc-parser';
import { ConfigurationError } from './configuration.error.js';
import type { SettingSource } from './merge-settings.js';
import { SECTION } from './setting.js';

/**
 * Reads the section `StorageAccount` of `appsettings.json` and `appsettings.<environment>.json`, in this order. As in .NET,
 * the files are optional, may hold comments, trailing commas and a byte order mark, and names are compared without regard
 * to case.
 *
 * @throws ConfigurationError when a file is there but cannot be read, is no JSON, or holds no object where one belongs
 */
export function readAppsettings(directory: string, environment: string): SettingSource[] {
  const present = listFiles(directory);
  return ['appsettings.json', `appsettings.${environment}.json`].flatMap((wanted) => {
    const file = present.includes(wanted)
      ? wanted
      : present.find((name) => name.toLowerCase() === wanted.toLowerCase());
    return file === undefined ? [] : [{ label: file, entries: readSection(join(directory, file)) }];
  });
}

function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    // A working directory that may not be listed is one without files.
    return [];
  }
}

function readSection(path: string): [string, unknown][] {
  const settings = readJson(path);
  const name = Object.keys(asObject(settings, path, 'its content')).find(
    (key) => key.toLowerCase() === SECTION.toLowerCase(),
  );
  if (name === undefined) return [];
  const section = (settings as Record<string, unknown>)[name];
  if (section === null) return [];
  return Object.entries(asObject(section, path, `"${name}"`));
}

function readJson(path: string): unknown {
  const text = readText(path);
  const errors: ParseError[] = [];
  const value = parse(path, text, errors);
  const [first] = errors;
  if (first !== undefined) {
    const lines = text.slice(0, first.offset).split('\n');
    const place = `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
    throw fault(path, `is not JSON at ${place}: ${printParseErrorCode(first.error)}.`);
  }
  return value;
}

/** The parser calls itself for whatever is within something else. */
function parse(path: string, text: string, errors: ParseError[]): unknown {
  try {
    return parseJsonWithComments(text, errors, { allowTrailingComma: true });
  } catch {
    throw fault(path, 'is nested too deeply to be read. No setting needs more than a list.');
  }
}

function readText(path: string): string {
  try {
    const stats = statSync(path);
    // Of a pipe or a device the end may never come. A directory is left to reading, which tells that it is one.
    if (stats.isFile() || stats.isDirectory())
      return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw fault(path, `cannot be read (${code}). Let the job's user read it, or remove it.`);
  }
  throw fault(
    path,
    'is not a file, but a pipe or a device. Put a file in its place, or remove it.',
  );
}

function asObject(value: unknown, path: string, what: string): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw fault(path, `is wrong: ${what} must be an object, { "${SECTION}": { "QueueName": … } }.`);
}

function fault(path: string, text: string): ConfigurationError {
  return new ConfigurationError([{ subject: path, fault: text }]);
}
