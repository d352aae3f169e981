import { describe, expect, it } from 'vitest';
import { MemoryFolder, nestProject } from './memory-folder.fixture.js';
import { otherPackageManager } from './scaffold.messages.js';
import { VERSION } from './version.js';
import { app, job, nestAdd, type Context, type Options, type Tree } from './schematics.js';

type Schematic = (options: Options) => (tree: Tree, context: Context) => Tree;

/** Runs one as the CLI does. */
function run(schematic: Schematic, files: Record<string, unknown>, options: Options) {
  const folder = new MemoryFolder(files);
  const told: string[] = [];
  const tasks: object[] = [];
  const write = (path: string, text: string) => folder.write(path, text);
  schematic(options)(
    {
      exists: (path) => folder.read(path) !== undefined,
      read: (path) => {
        const text = folder.read(path);
        return text === undefined ? null : new TextEncoder().encode(text);
      },
      create: write,
      overwrite: write,
    },
    {
      logger: { info: (text) => told.push(text), warn: (text) => told.push(text) },
      addTask: (task) => tasks.push(task.toConfiguration()),
    },
  );
  return { folder, told: told.join('\n'), tasks };
}

const manifestIn = (folder: MemoryFolder) =>
  JSON.parse(folder.read('package.json')!) as Record<string, Record<string, string>>;

describe('the schematics', () => {
  it('add what a job needs and the project has not, and have it installed', () => {
    const devDependencies = { vitest: '^5.0.0', 'class-validator': '0.15.0' };

    const { folder, tasks } = run(job, nestProject({ devDependencies }), { name: 'arm-guardian' });

    const manifest = manifestIn(folder);
    expect(manifest['dependencies']).toMatchObject({
      '@nestjs/config': '^12.0.1',
      '@nestjs/core': '^12.0.1',
      'class-validator': expect.any(String) as string,
      'nestjs-queue-job': `^${VERSION}`,
    });
    expect(manifest['devDependencies']).toMatchObject({
      '@nestjs/testing': '^12.0.1',
      'nestjs-queue-job-cli': `^${VERSION}`,
    });
    expect(manifest['devDependencies']).not.toHaveProperty('class-validator');
    expect(tasks).toEqual([
      { name: 'node-package', options: { command: 'install', quiet: true, packageManager: 'npm' } },
    ]);
  });

  it('take the packages that go with NestJS 11', () => {
    const files = nestProject({ dependencies: { '@nestjs/core': '11.1.0' } });

    const { folder } = run(nestAdd, files, {});

    expect(manifestIn(folder)['dependencies']).toMatchObject({
      '@nestjs/config': '^4.0.0',
      '@nestjs/core': '11.1.0',
    });
    expect(manifestIn(folder)['devDependencies']).toMatchObject({ '@nestjs/testing': '^11.0.0' });
  });

  it.each(['yarn.lock', 'pnpm-lock.yaml', 'bun.lock'])(
    'install with the package manager of %s, and say that the Dockerfile does not',
    (lockFile) => {
      const manager = /^[a-z]+/.exec(lockFile)![0] as 'yarn' | 'pnpm' | 'bun';

      const { told, tasks } = run(
        job,
        { ...nestProject(), [lockFile]: '' },
        { name: 'arm-guardian' },
      );

      expect(tasks).toMatchObject([{ options: { packageManager: manager } }]);
      expect(told).toContain(otherPackageManager(manager));
    },
  );

  it('install nothing when they are told so, or when nothing is missing', () => {
    const { folder, tasks } = run(nestAdd, nestProject(), { skipInstall: true });
    const again = run(nestAdd, Object.fromEntries(folder.files), {});

    expect(tasks).toEqual([]);
    expect(again.tasks).toEqual([]);
    expect(again.folder.files).toEqual(folder.files);
  });

  it('make the job at once when nest add is given a name', () => {
    const { folder } = run(nestAdd, nestProject(), {
      name: 'arm-guardian',
      queue: 'weapon-events',
    });

    expect(folder.read('src/arm-guardian/main.ts')).toContain('ArmGuardianModule');
    expect(folder.read('appsettings.json')).toContain('"weapon-events"');
  });

  it('say how to go on, in a monorepo with an application', () => {
    const monorepo = { monorepo: true, projects: {} };

    expect(run(nestAdd, nestProject(), {}).told).toContain('nest g -c nestjs-queue-job job <name>');
    expect(run(nestAdd, nestProject({}, monorepo), {}).told).toContain(
      'nest g -c nestjs-queue-job app <name>',
    );
    const made = run(nestAdd, nestProject({}, monorepo), { name: 'arm-guardian' });
    expect(made.folder.read('apps/arm-guardian/src/main.ts')).toBeDefined();
    expect(run(app, nestProject({}, monorepo), { name: 'arm-guardian' }).told).toContain('Next:');
  });

  it('tell what they left as it was', () => {
    const { told } = run(job, { ...nestProject(), '.dockerignore': '' }, { name: 'arm-guardian' });

    expect(told).toContain('.dockerignore is there already');
  });
});
