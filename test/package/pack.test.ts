import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { packLibrary, PUBLISHED, type PackedLibrary } from './pack-library.ts';
import { ROOT, run, runTool } from './run.ts';

const SCAFFOLD = join(ROOT, 'libs/create-queue-job/src/scaffold');

/** One or several versions as a registry knows them: no path, no address, no name of a workspace. */
const PUBLISHED_RANGE = /^[\^~]?\d+\.\d+\.\d+( \|\| [\^~]?\d+\.\d+\.\d+)*$/;

describe.each(PUBLISHED)('the packed %s', { timeout: 30_000 }, (source) => {
  let folder: string;
  let pack: PackedLibrary;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-job-pack-'));
    pack = await packLibrary(folder, source);
  }, 60_000);

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('holds the sources, what is built of them, and the papers, and nothing else', () => {
    const modules = globSync('**/*.ts', { cwd: join(ROOT, source, 'src') })
      .filter((path) => !/\.(spec|contract|fixture)\.ts$/.test(path))
      .map((path) => path.replace(/\.ts$/, ''));

    // The page of the board is served as it is written, and what explains texts is read.
    const pages = globSync('src/{board/page/*,explain/*.md}', { cwd: join(ROOT, source) });

    // What makes projects is in the library too, for nest add and nest g.
    const schematics =
      source === 'libs/queue-job'
        ? [
            ...globSync('schematics/*.json', { cwd: join(ROOT, source) }),
            ...globSync('**/*.ts', { cwd: SCAFFOLD })
              .filter((path) => !/\.(spec|fixture)\.ts$/.test(path))
              .map((path) => `dist/schematics/${path.replace(/\.ts$/, '.js')}`),
          ]
        : [];

    const { files } = pack;

    // What a source that is gone left behind in dist would be published too: then delete dist and build again.
    expect(files.toSorted()).toEqual(
      [
        'LICENSE',
        'README.md',
        'package.json',
        ...pages,
        ...schematics,
        ...modules.map((name) => `src/${name}.ts`),
        ...['js', 'js.map', 'd.ts', 'd.ts.map'].flatMap((extension) =>
          modules.map((name) => `dist/${name}.${extension}`),
        ),
      ].toSorted(),
    );
  });

  it.each(['dependencies', 'peerDependencies'])(
    'names only published packages as its %s',
    async (kind) => {
      const workspaces = await Promise.all(
        globSync('{libs,apps}/*/package.json', { cwd: ROOT }).map((path) =>
          readJson(join(ROOT, path)),
        ),
      );

      const published = await Promise.all(
        PUBLISHED.map((path) => readJson(join(ROOT, path, 'package.json'))),
      );
      const manifest = await readManifest(pack);

      const dependencies = (manifest[kind] ?? {}) as Record<string, string>;
      const own = published.find(({ name }) => name === 'nestjs-queue-job')!;
      for (const { name } of workspaces) {
        // The tool pins the library it is published with, whose entry for tools may change with any release.
        const pinned =
          name === own['name'] && source === 'libs/queue-job-cli' ? own['version'] : undefined;
        expect(dependencies[String(name)]).toBe(kind === 'dependencies' ? pinned : undefined);
      }
      for (const range of Object.values(dependencies)) expect(range).toMatch(PUBLISHED_RANGE);
    },
  );

  it('gives publint nothing to say', async () => {
    const { buffer } = new Uint8Array(await readFile(pack.tarball));
    const manifest = await readManifest(pack);

    const { messages } = await publint({ pack: { tarball: buffer }, strict: true });

    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });
});

// Nobody imports what is only a command.
describe.each(PUBLISHED.filter((source) => source !== 'libs/create-queue-job'))(
  'the types of the packed %s',
  { timeout: 30_000 },
  (source) => {
    it('are right for whoever imports it', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'queue-job-types-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      const { tarball } = await packLibrary(folder, source);

      const report = await runTool('attw', [tarball, '--profile', 'esm-only', '--no-color']);

      expect(report).toContain('🟢 (ESM)');
    });
  },
);

type Manifest = Readonly<Record<string, unknown>>;

async function readJson(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(path, 'utf8')) as Manifest;
}

async function readManifest({ tarball }: PackedLibrary): Promise<Manifest> {
  return JSON.parse(await run('tar', ['-xzOf', tarball, 'package/package.json'])) as Manifest;
}
