import { readdirSync } from 'node:fs';
import { cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ROOT, run } from '../package/run.ts';
import { BUILD_ARGS } from './build-images.ts';
import { build, engine, IMAGES, isPodman } from './engine.ts';

/** What an application may add to its base image, compressed, in bytes. */
const BUDGET = 5_000_000;

const APP = [
  'app/appsettings.json',
  'app/azure-identity.cjs',
  'app/azure-identity.cjs.cache',
  'app/azure-storage-blob.cjs',
  'app/azure-storage-blob.cjs.cache',
  'app/licenses.txt',
  'app/main.cjs',
  'app/main.cjs.cache',
  'app/opentelemetry-api.cjs',
  'app/opentelemetry-api.cjs.cache',
  'app/queue-job/azure-identity.cjs',
  'app/queue-job/azure-identity.cjs.cache',
  'app/queue-job/main.cjs',
  'app/queue-job/main.cjs.cache',
  'app/queue-job/opentelemetry-api.cjs',
  'app/queue-job/opentelemetry-api.cjs.cache',
  ...readdirSync(join(ROOT, 'libs/queue-job-cli/src/board/page')).map(
    (name) => `app/queue-job/page/${name}`,
  ),
  'app/queue-job/rolldown-runtime.cjs',
  'app/queue-job/rolldown-runtime.cjs.cache',
  'app/queue-job/start.cjs',
  'app/queue-job/troubleshooting.md',
  'app/rolldown-runtime.cjs',
  'app/rolldown-runtime.cjs.cache',
  'app/sbom.cdx.json',
  'app/start.cjs',
];

/** What lies in the repository's folder and is no source. */
const NO_SOURCE = /\/(?:node_modules|dist|\.git|reports|coverage)$/;

interface ImageConfig {
  readonly User: string;
  readonly WorkingDir: string;
  readonly Entrypoint: readonly string[];
  readonly Cmd: readonly string[] | null;
  readonly Labels: Readonly<Record<string, string>>;
}

describe.for(['simple', 'hardened'] as const)('the image %s', (target) => {
  const image = IMAGES[target];

  it('runs node itself, as a user without a name, and says what it is', async () => {
    const config = JSON.parse(
      await engine(['image', 'inspect', '--format', '{{json .Config}}', image]),
    ) as ImageConfig;

    expect(config).toMatchObject({
      User: '65532:65532',
      WorkingDir: '/app',
      Entrypoint: ['/nodejs/bin/node', '/app/start.cjs'],
      Labels: {
        'org.opencontainers.image.title': 'guardians-sample',
        'org.opencontainers.image.version': BUILD_ARGS.VERSION,
        'org.opencontainers.image.revision': BUILD_ARGS.REVISION,
        'org.opencontainers.image.source': BUILD_ARGS.SOURCE,
        'org.opencontainers.image.licenses': 'MIT',
      },
    });
    expect(config.Cmd ?? []).toEqual([]);
  });

  it('holds the bundle, which only root may change, and nothing it was made from', async () => {
    const files = await filesOf(image);

    const app = files.filter(({ path }) => path.startsWith('app/') && !path.endsWith('/'));
    expect(app.map(({ path }) => path)).toEqual(APP);
    expect(app.filter(({ mode, owner }) => !/^-r..r--r--$/.test(mode) || owner !== '0/0')).toEqual(
      [],
    );
    expect(files.filter(({ path }) => /^(src|bundle|bake\.cjs)/.test(path))).toEqual([]);
  });

  it(`adds at most ${BUDGET / 1e6} MB to its base, compressed`, async () => {
    const size = await inExport(image, async (archive, folder) => {
      await run('tar', ['-xf', archive, '-C', folder, 'app']);
      await run('tar', ['-czf', 'app.tar.gz', 'app'], { cwd: folder });
      return (await stat(join(folder, 'app.tar.gz'))).size;
    });

    console.log(`The image ${target} adds ${(size / 1e6).toFixed(2)} MB to its base, compressed.`);
    expect(size).toBeLessThan(BUDGET);
  });
});

describe('the image hardened', () => {
  let paths: readonly string[];

  beforeAll(async () => {
    paths = (await filesOf(IMAGES.hardened)).map(({ path }) => path);
  });

  it('has no shell, no package manager and nothing else to start than Node', () => {
    const programs = paths.filter((path) =>
      /(^|\/)(sh|bash|dash|busybox|npm|npx|yarn|corepack|apt|apt-get|dpkg|apk|wget|curl)$/.test(
        path,
      ),
    );

    expect(programs).toEqual([]);
    expect(paths.filter((path) => path.includes('node_modules'))).toEqual([]);
    expect(paths).toContain('nodejs/bin/node');
  });

  it.skipIf(!isPodman)('is built the same again, whatever lies beside its sources', async () => {
    const context = await mkdtemp(join(tmpdir(), 'queue-job-context-'));
    onTestFinished(() => rm(context, { recursive: true }));
    await cp(ROOT, context, { recursive: true, filter: (path) => !NO_SOURCE.test(path) });
    // Makes the engine install nothing, but compile, bundle and bake once more.
    await writeFile(join(context, 'apps/note.txt'), 'Not an application.');
    const flags = ['--timestamp=0'];
    const tags = ['first', 'second'].map((name) => `localhost/queue-job-test:${name}`);
    onTestFinished(async () => {
      await engine(['rmi', '--force', ...tags]);
    });

    await build({ target: 'hardened', tag: tags[0]!, flags });
    await build({ target: 'hardened', tag: tags[1]!, flags, context });

    const [first, second] = await Promise.all(tags.map(layerDigests));
    expect(first!.length).toBeGreaterThan(0);
    expect(second).toEqual(first);
  });
});

interface ImageFile {
  readonly path: string;
  /** As `ls` shows it, such as `-rw-r--r--`. */
  readonly mode: string;
  /** Numeric user and group, such as `0/0`. */
  readonly owner: string;
}

/** All that is in an image, by path. */
async function filesOf(image: string): Promise<readonly ImageFile[]> {
  const list = await inExport(image, (archive) => run('tar', ['--numeric-owner', '-tvf', archive]));
  const files = list
    .trim()
    .split('\n')
    .map((line) => {
      const [mode = '', owner = '', , , , ...rest] = line.split(/ +/);
      return { mode, owner, path: rest.join(' ').replace(/ (->|link to) .*/, '') };
    });
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Looks into an archive of all that is in an image. */
async function inExport<T>(
  image: string,
  look: (archive: string, folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'queue-job-image-'));
  const container = (await engine(['create', image])).trim();
  try {
    const archive = join(folder, 'files.tar');
    await engine(['export', '--output', archive, container]);
    return await look(archive, folder);
  } finally {
    await engine(['rm', '--force', container]);
    await rm(folder, { recursive: true });
  }
}

async function layerDigests(image: string): Promise<readonly string[]> {
  const format = '{{json .RootFS.Layers}}';
  return JSON.parse(await engine(['image', 'inspect', '--format', format, image])) as string[];
}
