import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc, { assert } from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ensure,
  fuzz,
  FUZZ_TIMEOUT,
  hostileBytes,
  keepPrototypes,
  mutated,
} from '../hostile.fixture.js';
import { hostileJson, hostileObject, objectOf } from '../hostile-json.fixture.js';
import { directoryWith } from './appsettings.fixture.js';
import { readAppsettings } from './appsettings.js';
import { ConfigurationError } from './configuration.error.js';
import { connectionString, leaks } from './hostile-secret.fixture.js';
import { resultOf } from './hostile-value.fixture.js';
import { mergeSettings, type Settings } from './merge-settings.js';
import { faultsOf, REQUIRED } from './options.fixture.js';
import { resolveOptions } from './resolve-options.js';

keepPrototypes();

const MIB = 1_048_576;

const FILE = 'appsettings.json';

/** A file with a section like the one that is looked for. */
const section = fc
  .tuple(
    fc.constantFrom('StorageAccount', 'storageaccount', 'Logging', '__proto__'),
    fc.oneof({ weight: 3, arbitrary: hostileObject }, hostileJson),
  )
  .map(([section, value]) => objectOf([[`"${section}"`, value]]));

/** As deep as both this and the parser of comments go. */
const file = fc.oneof(section, hostileJson).filter((json) => json.length < 5_000);

/** The parser of comments takes the name for what it is in JavaScript, the prototype of the one object in which it stands. */
const withoutPrototypes = (json: string): unknown =>
  JSON.parse(json, (name, value: unknown) => (name === '__proto__' ? undefined : value));

let path: string;
let directory: string;
beforeEach(() => {
  directory = directoryWith({});
  path = join(directory, FILE);
});

/** What the file gives, or the one fault that is found with it, which names it. */
function read(content: string | Uint8Array): Settings | string {
  writeFileSync(path, content);
  const result = resultOf(() => readAppsettings(directory, 'Production'));
  if (!(result instanceof ConfigurationError)) return Object.fromEntries(result[0]!.entries);
  const [fault, ...others] = result.faults;
  ensure(fault?.subject === path && others.length === 0, 'there is one fault, of this file');
  ensure(/^[ -~…]{1,200}$/.test(fault.fault), 'the fault is one short line');
  return fault.fault;
}

describe('readAppsettings, whatever the file', { timeout: FUZZ_TIMEOUT }, () => {
  it('gives settings, or one fault of the file that repeats nothing of it', () => {
    const spoilt = connectionString.chain(({ text, secret }) => {
      const json = JSON.stringify({ StorageAccount: { ConnectionString: text } });
      return mutated(fc.constant(json)).map((content) => ({ content, secret }));
    });
    const bytes = hostileBytes.map((content) => ({ content, secret: '' }));
    const property = fc.property(fc.oneof(spoilt, bytes), ({ content, secret }) => {
      const given = read(content);

      const fault = typeof given === 'string' ? given : '';
      expect(leaks(fault, secret)).toBe(false);
    });

    assert(property, fuzz('appsettings as bytes'));
  });

  it('gives what JSON says, and options or every fault of it', () => {
    const property = fc.property(file, (json) => {
      const given = read(json);
      if (typeof given === 'string') return;

      const value = withoutPrototypes(json) as Record<string, object>;
      const name = Object.keys(value).find((key) => key.toLowerCase() === 'storageaccount');
      expect(JSON.stringify(given)).toBe(JSON.stringify((name && value[name]) ?? {}));
      const source = { label: FILE, entries: Object.entries(given) };
      expect(resultOf(() => resolveOptions(mergeSettings(source), REQUIRED))).toBeDefined();
    });

    assert(property, fuzz('appsettings as JSON'));
  });
});

describe('readAppsettings, of a file that is large or none', () => {
  it.each([
    ['lists', '['.repeat(MIB)],
    ['objects', '{"a":'.repeat(MIB / 8)],
    ['objects in the section', `{"StorageAccount":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_001)}`],
    ['comments', '/*/'.repeat(MIB / 4)],
    ['beginnings of comments', '/'.repeat(MIB)],
    ['quotes', '"'.repeat(MIB)],
    ['colons', ':'.repeat(MIB)],
    ['commas', `{${','.repeat(MIB / 4)}}`],
    ['line ends', '\r\n'.repeat(MIB / 2)],
    ['byte order marks', '\uFEFF'.repeat(MIB / 4)],
    ['digits', '9'.repeat(MIB)],
    ['escapes', `"${String.raw`\u0000`.repeat(MIB / 8)}`],
    ['nothing', Buffer.alloc(MIB)],
    ['no UTF-8', Buffer.alloc(MIB, 0xff)],
    ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le')],
  ])('finds fault with %s, however many', (_, content) => {
    expect(read(content)).toBeTypeOf('string');
  });

  it('gives what is given last, of as many settings as there may be', () => {
    const entries = Array.from({ length: 50_000 }, (_, n) => ['"QueueName"', `"a${n}"`] as const);

    expect(read(objectOf([['"StorageAccount"', objectOf(entries)]]))).toEqual({
      QueueName: 'a49999',
    });
  });

  it.each([
    ['a pipe', () => execFileSync('mkfifo', [path])],
    ['a link to a device without an end', () => symlinkSync('/dev/zero', path)],
    ['a link to a terminal', () => symlinkSync('/dev/tty', path)],
  ])('does not wait for %s', (_, make) => {
    make();

    expect(faultsOf(() => readAppsettings(directory, 'Production'))).toEqual([
      { subject: path, fault: expect.stringMatching(/^is not a file|cannot be read \(E/) },
    ]);
  });
});
