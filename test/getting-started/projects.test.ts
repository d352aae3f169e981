import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueueClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { packLibrary, PUBLISHED } from '../package/pack-library.ts';
import { ROOT, run } from '../package/run.ts';
import { Registry } from './registry.ts';

/** With an empty cache npm has some 500 packages to fetch. */
const TIMEOUT = 300_000;

/** What `nest new` wants that no build and no test of a job needs. */
const NOT_NEEDED =
  /^@nestjs\/mau$|supertest|oxlint|prettier|coverage|source-map-support|express$|ts-loader/;

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

describe('a job that was made', () => {
  /** Holds the packages of all projects, which are below it. */
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-job-projects-'));
    const packs = await Promise.all(PUBLISHED.map((source) => packLibrary(folder, source)));
    await makeProject('esm');
    await makeProject('cjs');
    await create('new-cjs', '--commonjs');
    const registry = await Registry.start(packs.map(({ tarball }) => tarball));
    try {
      await install('esm', 'cjs', 'new-cjs');
    } finally {
      await registry.stop();
    }

    async function install(...projects: readonly string[]): Promise<void> {
      const manifests = await Promise.all(projects.map(readManifest));
      const wanted = Object.assign(
        {},
        ...manifests.flatMap((manifest) => [manifest.dependencies, manifest.devDependencies]),
      ) as Record<string, string>;
      const dependencies = Object.fromEntries(
        Object.entries(wanted).filter(([name]) => !NOT_NEEDED.test(name)),
      );
      await writeFile(join(folder, 'package.json'), JSON.stringify({ dependencies }));
      await run(
        'npm',
        ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'],
        { cwd: folder, env: registry.env },
      );
      for (const name of projects) {
        await symlink('../node_modules', join(folder, name, 'node_modules'));
      }
    }
  }, TIMEOUT);

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it(
    'in a new project with CommonJS builds, passes its test, completes a message',
    async () => {
      await type('new-cjs', 'npm test');
      await type('new-cjs', 'npm run build');

      expect(await completed('new-cjs', 'dist/main.js')).toBe(true);
    },
    TIMEOUT,
  );

  it.each([
    { kind: 'ES modules and Vitest', project: 'esm' },
    { kind: 'CommonJS and Jest', project: 'cjs' },
  ])(
    'in a project of nest new with $kind does so, and in a monorepo too',
    async ({ project }) => {
      const options = '--name arm-guardian --queue weapon-events --skip-install';
      await type(project, `npx nest add nestjs-queue-job ${options}`);
      await type(project, 'npm test -- arm-guardian');
      await type(project, 'npx nest build');
      expect(await completed(project, 'dist/arm-guardian/main.js')).toBe(true);

      await type(project, 'npx nest g app guardians');
      await useTypeScript(project);
      await type(project, 'npx nest g -c nestjs-queue-job app test-guardian');
      await type(project, 'npm test -- test-guardian');
      await type(project, 'npx nest build test-guardian');
      const main = 'dist/apps/test-guardian/apps/test-guardian/src/main.js';
      expect(await completed(project, main)).toBe(true);
    },
    TIMEOUT,
  );

  /** As `nest new` does, which has no option for the kind of modules. */
  async function makeProject(type: 'esm' | 'cjs'): Promise<void> {
    await run(
      `${ROOT}/node_modules/.bin/schematics`,
      [
        '@nestjs/schematics:application',
        `--name=${type}`,
        '--directory=.',
        `--type=${type}`,
        '--language=ts',
        '--strict',
      ],
      { cwd: await made(join(folder, type)) },
    );
  }

  async function create(name: string, ...options: readonly string[]): Promise<void> {
    const main = join(ROOT, 'libs/create-queue-job/dist/main.js');
    await run(process.execPath, [main, name, ...options], { cwd: folder });
  }

  /** Nest makes a monorepo one of bundles; the compiler is there without another package. */
  async function useTypeScript(project: string): Promise<void> {
    const path = join(folder, project, 'nest-cli.json');
    const nestCli = JSON.parse(await readFile(path, 'utf8')) as { compilerOptions: object };
    const compilerOptions = { ...nestCli.compilerOptions, builder: 'tsc' };
    await writeFile(path, JSON.stringify({ ...nestCli, compilerOptions }));
  }

  async function readManifest(project: string): Promise<Manifest> {
    return JSON.parse(await readFile(join(folder, project, 'package.json'), 'utf8')) as Manifest;
  }

  /** @throws when it fails */
  function type(project: string, command: string): Promise<string> {
    return run('bash', ['-c', command], {
      cwd: join(folder, project),
      env: { NODE_OPTIONS: undefined, VITEST: undefined, NODE_ENV: undefined, CI: 'true' },
    });
  }

  /** Whether the job has done the work of a message, and the message is gone. */
  async function completed(project: string, main: string): Promise<boolean> {
    const queue = new QueueClient(inject('azurite'), `q-${randomUUID()}`);
    await queue.create();
    await queue.sendMessage(JSON.stringify({ name: 'Groot' }));
    const output = await run(process.execPath, [main], {
      cwd: join(folder, project),
      env: {
        StorageAccount__QueueName: queue.name,
        StorageAccount__ConnectionString: inject('azurite'),
      },
    });
    const { approximateMessagesCount } = await queue.getProperties();
    return output.includes('Groot is done.') && approximateMessagesCount === 0;
  }
});

async function made(path: string): Promise<string> {
  await mkdir(path);
  return path;
}
