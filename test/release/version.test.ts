import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sectionOf } from '../../tools/release/changelog.ts';
import { CommandError, ROOT, run } from '../package/run.ts';

const CHANGESET = `---\n'nestjs-queue-job': minor\n---\n\nMore.\n`;
const CHART = `# The chart\napiVersion: v2\nversion: 0.1.0 # chart\nappVersion: '0.1.0'\n`;

/** They need the library in their own version. */
const DEPENDANTS = ['libs/queue-job-cli', 'apps/guardians-sample'];

/** The sources that know it. */
const VERSION_SOURCES = [
  'libs/queue-job-cli/src/version.ts',
  'libs/create-queue-job/src/scaffold/version.ts',
];

/** The files that know the version. */
const FILES = [
  'package.json',
  'package-lock.json',
  '.changeset/config.json',
  '.changeset/README.md',
  'libs/queue-job/package.json',
  'libs/create-queue-job/package.json',
  ...VERSION_SOURCES,
  ...DEPENDANTS.map((folder) => `${folder}/package.json`),
];

describe('npm run version', { timeout: 60_000 }, () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-job-version-'));
    for (const path of FILES) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await cp(join(ROOT, path), join(folder, path));
    }
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    await write('helm/queue-job/Chart.yaml', CHART);
    await setVersion('0.1.0');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('gives packages, lock file, chart and changelog the one number that the changesets ask for', async () => {
    await write(
      'CHANGELOG.md',
      '## [Unreleased]\n\n- More.\n\n## [0.1.0] - 2026-11-28\n\n- First.\n',
    );
    await write('.changeset/brave-queue.md', CHANGESET);

    await makeVersion();

    const lockFile = await readJson('package-lock.json');
    const packages = lockFile['packages'] as Record<string, object>;
    expect(await readJson('libs/queue-job/package.json')).toMatchObject({ version: '0.2.0' });
    expect(packages['libs/queue-job']).toMatchObject({ version: '0.2.0' });
    for (const folder of DEPENDANTS) {
      const expected = { version: '0.2.0', dependencies: { 'nestjs-queue-job': '0.2.0' } };
      expect(await readJson(`${folder}/package.json`)).toMatchObject(expected);
      expect(packages[folder]).toMatchObject(expected);
    }
    for (const path of VERSION_SOURCES) expect(await read(path)).toContain("VERSION = '0.2.0';");
    expect(await readJson('libs/create-queue-job/package.json')).toMatchObject({
      version: '0.2.0',
    });
    const chart = await read('helm/queue-job/Chart.yaml');
    expect(parse(chart)).toEqual({ apiVersion: 'v2', version: '0.2.0', appVersion: '0.2.0' });
    expect(chart).toContain('# The chart\n');
    expect(sectionOf(await read('CHANGELOG.md'), '0.2.0')).toBe('- More.');
  });

  it('leaves a lock file that fits the packages', async () => {
    await write('CHANGELOG.md', '## [Unreleased]\n\n- More.\n\n## [0.1.0]\n');
    await write('.changeset/brave-queue.md', CHANGESET);

    await makeVersion();

    const installed = run('npm', ['ls', '--all', '--package-lock-only'], { cwd: folder });

    // Of a lock file that does not fit, it tells "invalid" or "missing", and fails.
    await expect(installed).resolves.toContain('guardians-sample@0.2.0');
  });

  it('consumes the changesets and writes no changelog of its own', async () => {
    await write('CHANGELOG.md', '## [Unreleased]\n\n- More.\n\n## [0.1.0]\n');
    await write('.changeset/brave-queue.md', CHANGESET);

    await makeVersion();

    await expect(read('.changeset/brave-queue.md')).rejects.toThrow('ENOENT');
    await expect(read('libs/queue-job/CHANGELOG.md')).rejects.toThrow('ENOENT');
  });

  it('takes the first version as it stands', async () => {
    await write('CHANGELOG.md', '## [Unreleased]\n\n- First.\n');

    await makeVersion();

    expect(await readJson('libs/queue-job/package.json')).toMatchObject({ version: '0.1.0' });
    expect(sectionOf(await read('CHANGELOG.md'), '0.1.0')).toBe('- First.');
  });

  it.each([
    {
      what: 'the changelog tells nothing',
      changelog: '## [Unreleased]\n\n## [0.1.0]\n',
      changesets: [CHANGESET],
      fault: 'CHANGELOG.md tells nothing under "## [Unreleased]"',
    },
    {
      what: 'no changeset says how much',
      changelog: '## [Unreleased]\n\n- More.\n\n## [0.1.0]\n',
      changesets: [],
      fault: '`npm run changeset` writes one',
    },
  ])('changes nothing when $what', async ({ changelog, changesets, fault }) => {
    await write('CHANGELOG.md', changelog);
    for (const text of changesets) await write('.changeset/brave-queue.md', text);

    const failure = makeVersion();

    await expect(failure).rejects.toBeInstanceOf(CommandError);
    await expect(failure).rejects.toThrow(fault);
    expect(await read('CHANGELOG.md')).toBe(changelog);
    expect(await readJson('libs/queue-job/package.json')).toMatchObject({ version: '0.1.0' });
  });

  function makeVersion(): Promise<string> {
    return run(process.execPath, [join(ROOT, 'tools/release/version.ts')], { cwd: folder });
  }

  /** Whatever version the repository is at. */
  async function setVersion(version: string): Promise<void> {
    const library = await readJson('libs/queue-job/package.json');
    await write('libs/queue-job/package.json', JSON.stringify({ ...library, version }));
    for (const folder of DEPENDANTS) {
      const manifest = await readJson(`${folder}/package.json`);
      const dependencies = { ...(manifest['dependencies'] as object), 'nestjs-queue-job': version };
      const changed = JSON.stringify({ ...manifest, version, dependencies });
      await write(`${folder}/package.json`, changed);
    }
  }

  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }

  function read(path: string): Promise<string> {
    return readFile(join(folder, path), 'utf8');
  }

  async function readJson(path: string): Promise<Record<string, unknown>> {
    return JSON.parse(await read(path)) as Record<string, unknown>;
  }
});
