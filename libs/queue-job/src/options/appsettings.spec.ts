import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryWith } from './appsettings.fixture.js';
import { readAppsettings } from './appsettings.js';
import { ACCOUNT_KEY, CONNECTION_STRING, faultsOf } from './options.fixture.js';

const section = (settings: object) => ({ StorageAccount: settings });

/** What the files of a directory give, source by source. */
const read = (files: Readonly<Record<string, unknown>>, environment = 'Production') =>
  readAppsettings(directoryWith(files), environment).map(({ label, entries }) => ({
    label,
    settings: Object.fromEntries(entries),
  }));

describe('readAppsettings', () => {
  it('reads the section and nothing else', () => {
    const files = { 'appsettings.json': { ...section({ QueueName: 'a' }), Logging: { Level: 1 } } };

    expect(read(files)).toEqual([{ label: 'appsettings.json', settings: { QueueName: 'a' } }]);
  });

  it('reads the file of the environment after the common one, so that it wins', () => {
    const files = {
      'appsettings.Staging.json': section({ QueueName: 'staging' }),
      'appsettings.json': section({ QueueName: 'common' }),
      'appsettings.Production.json': section({ QueueName: 'production' }),
    };

    expect(read(files, 'Staging')).toEqual([
      { label: 'appsettings.json', settings: { QueueName: 'common' } },
      { label: 'appsettings.Staging.json', settings: { QueueName: 'staging' } },
    ]);
  });

  it.each(['Production', 'production', 'PRODUCTION'])(
    'finds files whatever their case, in the environment %s',
    (environment) => {
      const files = {
        'AppSettings.json': section({ QueueName: 'common' }),
        'appsettings.Production.JSON': section({ QueueName: 'production' }),
      };

      expect(read(files, environment).map(({ label }) => label)).toEqual([
        'AppSettings.json',
        'appsettings.Production.JSON',
      ]);
    },
  );

  it.each(['StorageAccount', 'storageAccount', 'STORAGEACCOUNT'])(
    'finds the section %s',
    (name) => {
      const [source] = read({ 'appsettings.json': { [name]: { queuename: 'a' } } });

      expect(source?.settings).toEqual({ queuename: 'a' });
    },
  );

  it('keeps the types of JSON', () => {
    const settings = {
      MaxDequeueCount: 3,
      FailedOutcomes: ['poisoned'],
      RetryDelay: null,
      A: { B: true },
    };

    expect(read({ 'appsettings.json': section(settings) })[0]?.settings).toEqual(settings);
  });

  it.each([
    ['a byte order mark', '\uFEFF{"StorageAccount":{"QueueName":"a"}}'],
    ['comments', '// why\n{ /* what */ "StorageAccount": { "QueueName": "a" } } // end'],
    ['trailing commas', '{"StorageAccount":{"QueueName":"a",},}'],
    ['Windows line ends', '{\r\n"StorageAccount":\r\n{"QueueName":"a"}\r\n}\r\n'],
    ['a byte order mark and a comment', '\uFEFF// why\n{"StorageAccount":{"QueueName":"a"}}'],
  ])('reads a file with %s', (_, text) => {
    expect(read({ 'appsettings.json': text })[0]?.settings).toEqual({ QueueName: 'a' });
  });

  it.each([
    ['no file', {}],
    ['files of other names', { 'appsettings.yaml': 'a: b', 'appsettings.Staging.json': '{' }],
  ])('gives no source for %s', (_, files) => {
    expect(read(files)).toEqual([]);
  });

  it.each([
    ['has no section', {}],
    ['has an empty one', section({})],
    ['has the settings outside of it', { QueueName: 'a' }],
  ])('gives no setting for a file that %s', (_, content) => {
    expect(read({ 'appsettings.json': content })).toEqual([
      { label: 'appsettings.json', settings: {} },
    ]);
  });

  it('gives no source for a directory that is not there', () => {
    expect(readAppsettings('/no/such/directory', 'Production')).toEqual([]);
  });

  it.each(['..', '../secrets', '/etc/passwd', '', '.', 'a/b'])(
    'looks nowhere else for the environment %j',
    (environment) => {
      expect(read({ 'appsettings.json': section({}) }, environment)).toHaveLength(1);
    },
  );
});

describe('readAppsettings with faults', () => {
  const EXAMPLE = 'must be an object, { "StorageAccount": { "QueueName": … } }.';

  it.each([
    ['', 'is not JSON at line 1, column 1: ValueExpected.'],
    ['{', 'is not JSON at line 1, column 2: CloseBraceExpected.'],
    [
      '{\n  "StorageAccount": {\n    QueueName\n}}',
      'is not JSON at line 3, column 5: InvalidSymbol.',
    ],
    ['{} {}', 'is not JSON at line 1, column 4: EndOfFileExpected.'],
    ["{'StorageAccount': {}}", 'is not JSON at line 1, column 2: InvalidSymbol.'],
    ['[]', `is wrong: its content ${EXAMPLE}`],
    ['"StorageAccount"', `is wrong: its content ${EXAMPLE}`],
    ['null', `is wrong: its content ${EXAMPLE}`],
    ['5', `is wrong: its content ${EXAMPLE}`],
    ['{"StorageAccount":[]}', `is wrong: "StorageAccount" ${EXAMPLE}`],
    ['{"StorageAccount":"QueueName=a"}', `is wrong: "StorageAccount" ${EXAMPLE}`],
    ['{"storageaccount":true}', `is wrong: "storageaccount" ${EXAMPLE}`],
  ])('refuses the text %j, with its place', (text, fault) => {
    const directory = directoryWith({ 'appsettings.json': text });

    expect(faultsOf(() => readAppsettings(directory, 'Production'))).toEqual([
      { subject: join(directory, 'appsettings.json'), fault },
    ]);
  });

  it('names the file that is at fault, not the other one', () => {
    const directory = directoryWith({ 'appsettings.json': '{}', 'appsettings.Test.json': '[' });

    const [fault] = faultsOf(() => readAppsettings(directory, 'test'));

    expect(fault?.subject).toBe(join(directory, 'appsettings.Test.json'));
  });

  it.each<[string, string, (path: string) => void]>([
    ['EISDIR', 'is a directory', (path) => mkdirSync(path)],
    ['ENOENT', 'is a link to nothing', (path) => symlinkSync('nothing', path)],
    ['ELOOP', 'is a link to itself', (path) => symlinkSync(path, path)],
  ])('tells %s of a file that %s', (code, _, make) => {
    const directory = directoryWith({});
    make(join(directory, 'appsettings.json'));

    const [fault] = faultsOf(() => readAppsettings(directory, 'Production'));

    expect(fault?.fault).toBe(
      `cannot be read (${code}). Let the job's user read it, or remove it.`,
    );
  });

  it.each<[string, (path: string) => void]>([
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
    ['a link to a device', (path) => symlinkSync('/dev/zero', path)],
  ])('does not wait for the end of %s', (_, make) => {
    const directory = directoryWith({});
    make(join(directory, 'appsettings.json'));

    const [fault] = faultsOf(() => readAppsettings(directory, 'Production'));

    expect(fault?.fault).toBe(
      'is not a file, but a pipe or a device. Put a file in its place, or remove it.',
    );
  });

  it.each(['{"StorageAccount":{"QueueName":', '['])('refuses %s over and over', (open) => {
    const directory = directoryWith({ 'appsettings.json': open.repeat(20_000) });

    const [fault] = faultsOf(() => readAppsettings(directory, 'Production'));

    expect(fault?.fault).toBe(
      'is nested too deeply to be read. No setting needs more than a list.',
    );
  });

  it('repeats nothing of a file that cannot be read as JSON', () => {
    const text = JSON.stringify(section({ ConnectionString: CONNECTION_STRING })).slice(0, -2);
    const directory = directoryWith({ 'appsettings.json': text });

    const faults = faultsOf(() => readAppsettings(directory, 'Production'));

    expect(JSON.stringify(faults)).not.toContain(ACCOUNT_KEY.slice(0, 16));
  });
});
