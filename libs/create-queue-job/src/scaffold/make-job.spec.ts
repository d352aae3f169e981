import { describe, expect, it } from 'vitest';
import { makeApp } from './make-app.js';
import { makeJob } from './make-job.js';
import { MemoryFolder, nestProject } from './memory-folder.fixture.js';
import { nameJob } from './names.js';
import {
  isMonorepo,
  isNoMonorepo,
  jestNeedsModules,
  jobExists,
  kept,
  keptSettings,
  missingReference,
  noTests,
  notJson,
  notNest,
  oldNest,
  oldResolution,
  projectExists,
} from './scaffold.messages.js';

const NAMES = nameJob('arm-guardian', 'weapon-events');
const MONOREPO = { monorepo: true, sourceRoot: 'apps/api/src', projects: { api: {} } };

describe('makeJob', () => {
  it('makes sources in a folder of their own, and what runs them beside package.json', () => {
    const folder = new MemoryFolder(nestProject());
    const before = new Set(folder.files.keys());

    const { notes, next } = makeJob(folder, NAMES);

    expect([...folder.files.keys()].filter((path) => !before.has(path))).toEqual([
      'src/arm-guardian/arm-guardian.payload.ts',
      'src/arm-guardian/arm-guardian.executor.ts',
      'src/arm-guardian/arm-guardian.executor.spec.ts',
      'src/arm-guardian/arm-guardian.module.ts',
      'src/arm-guardian/main.ts',
      'appsettings.json',
      'appsettings.Development.json',
      'Dockerfile',
      '.dockerignore',
      'arm-guardian-values.yaml',
    ]);
    expect(notes).toEqual([]);
    expect(next).toEqual([
      'npm test -- arm-guardian',
      'npx nest build',
      'node dist/arm-guardian/main.js',
    ]);
  });

  it('keeps what the project has for itself, and says so', () => {
    const own = { '.dockerignore': 'mine', 'appsettings.json': '{}', Dockerfile: 'FROM mine' };
    const folder = new MemoryFolder({ ...nestProject(), ...own });

    const { notes } = makeJob(folder, NAMES);

    for (const [path, text] of Object.entries(own)) expect(folder.read(path)).toBe(text);
    expect(notes).toContain(keptSettings('appsettings.json', 'weapon-events'));
    expect(notes).toContain(kept('.dockerignore'));
    // The image starts something else by itself.
    expect(folder.read('arm-guardian-values.yaml')).toContain(
      '\ncommand: [node, dist/arm-guardian/main.js]\n',
    );
  });

  it('writes nothing when one of its sources is there already', () => {
    const path = 'src/arm-guardian/main.ts';
    const folder = new MemoryFolder({ ...nestProject(), [path]: 'mine' });
    const before = new Map(folder.files);

    expect(() => makeJob(folder, NAMES)).toThrow(jobExists(path));

    expect(folder.files).toEqual(before);
  });

  it('says what stands between an older project and its job', () => {
    const manifest = { devDependencies: { jest: '^29.0.0' }, scripts: { test: 'jest' } };
    const tsconfig = '{ "compilerOptions": { "module": "commonjs" } } // mine';
    const folder = new MemoryFolder({ ...nestProject(manifest), 'tsconfig.json': tsconfig });

    expect(makeJob(folder, NAMES).notes).toEqual([jestNeedsModules(), oldResolution()]);
  });

  it('makes no test where nothing could run it', () => {
    const folder = new MemoryFolder(nestProject({ devDependencies: {} }));

    const { notes, next } = makeJob(folder, NAMES);

    expect(notes).toEqual([noTests()]);
    expect(next[0]).toBe('npx nest build');
    expect([...folder.files.keys()].filter((path) => path.includes('.spec.'))).toEqual([]);
  });

  it.each([
    { what: 'no package.json', files: {}, text: notNest('package.json') },
    {
      what: 'a package.json without Nest',
      files: nestProject({ dependencies: {} }),
      text: notNest('package.json'),
    },
    {
      what: 'an old Nest',
      files: nestProject({ dependencies: { '@nestjs/core': '^10.0.0' } }),
      text: oldNest('^10.0.0'),
    },
    {
      what: 'a list for a package.json',
      files: { 'package.json': '[]' },
      text: notJson('package.json', 'it is no object'),
    },
    { what: 'a broken package.json', files: { 'package.json': '{' }, text: 'package.json' },
    {
      what: 'a monorepo',
      files: nestProject({}, MONOREPO),
      text: isMonorepo('arm-guardian'),
    },
  ])('refuses $what', ({ files, text }) => {
    expect(() => makeJob(new MemoryFolder(files), NAMES)).toThrow(text);
  });
});

describe('makeApp', () => {
  it.each([
    { builder: 'tsc', entry: 'dist/apps/arm-guardian/apps/arm-guardian/src/main.js' },
    { builder: 'rspack', entry: 'dist/apps/arm-guardian/main.js' },
    { builder: { type: 'webpack' }, entry: 'dist/apps/arm-guardian/main.js' },
  ])('makes an application that $builder builds', ({ builder, entry }) => {
    const nestCli = { ...MONOREPO, compilerOptions: { builder } };
    const folder = new MemoryFolder(nestProject({}, nestCli));

    const { next } = makeApp(folder, NAMES);

    expect(next).toEqual([
      'npm test -- arm-guardian',
      'npx nest build arm-guardian',
      `node ${entry}`,
    ]);
    expect(folder.read('apps/arm-guardian/Dockerfile')).toContain(`"/app/${entry}"`);
    expect(JSON.parse(folder.read('nest-cli.json')!)).toMatchObject({
      projects: { api: {}, 'arm-guardian': { root: 'apps/arm-guardian', entryFile: 'main' } },
    });
    expect(JSON.parse(folder.read('tsconfig.json')!)).toMatchObject({
      references: [{ path: './apps/arm-guardian/tsconfig.app.json' }],
    });
  });

  it('leaves a tsconfig.json with comments to its owner', () => {
    const tsconfig = '{} // mine';
    const folder = new MemoryFolder({
      ...nestProject({}, MONOREPO),
      'tsconfig.json': tsconfig,
    });

    const { notes } = makeApp(folder, NAMES);

    expect(notes).toEqual([missingReference('./apps/arm-guardian/tsconfig.app.json')]);
    expect(folder.read('tsconfig.json')).toBe(tsconfig);
  });

  it('refuses a project that is no monorepo, and a name that is taken', () => {
    const taken = { ...MONOREPO, projects: { 'arm-guardian': {} } };

    expect(() => makeApp(new MemoryFolder(nestProject()), NAMES)).toThrow(
      isNoMonorepo('arm-guardian'),
    );
    expect(() => makeApp(new MemoryFolder(nestProject({}, taken)), NAMES)).toThrow(
      projectExists('arm-guardian'),
    );
  });
});
