import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { create } from './create.js';
import { tooManyNames, usage } from './create.messages.js';
import { badName, noName, notEmpty } from './scaffold/scaffold.messages.js';
import { VERSION } from './scaffold/version.js';

describe('npm create nestjs-queue-job', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'create-queue-job-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
  });

  /** What it prints, and the exit code. */
  function type(args: string, from = directory) {
    let out = '';
    let error = '';
    const exitCode = create(args.split(' ').filter(Boolean), {
      directory: from,
      out: (text) => (out += text),
      error: (text) => (error += text),
    });
    return { exitCode, out, error };
  }

  it('makes a project in a folder of its name, and lists what it made', () => {
    const { exitCode, out } = type('create-guardian --queue guardian-events');

    const files = globSync(['**/*.*', '**/Dockerfile', '**/.*'], { cwd: directory });
    expect(exitCode).toBe(0);
    for (const file of files) expect(out).toContain(`  ${file.replace('create-guardian/', '')}\n`);
    expect(out).toContain('\n  cd create-guardian\n  npm install\n');
    expect(read('create-guardian/appsettings.json')).toContain('"guardian-events"');
    expect(JSON.parse(read('create-guardian/package.json'))).toMatchObject({ type: 'module' });
  });

  it('makes one of CommonJS when it is told so', () => {
    type('create-guardian --commonjs');

    expect(JSON.parse(read('create-guardian/package.json'))).toMatchObject({ type: 'commonjs' });
    expect(read('create-guardian/src/main.ts')).toContain("from './create-guardian.module';");
    expect(read('create-guardian/src/main.ts')).toContain('void QueueJobFactory.run(');
  });

  it('makes it in this folder, beside what a fresh repository has', () => {
    const folder = join(directory, 'create-guardian');
    mkdirSync(join(folder, '.git'), { recursive: true });
    writeFileSync(join(folder, '.gitignore'), 'mine\n');

    const { exitCode, out } = type('.', folder);

    expect(exitCode).toBe(0);
    expect(out).not.toContain('cd ');
    expect(out).not.toContain('.gitignore');
    expect(read('create-guardian/.gitignore')).toBe('mine\n');
    expect(existsSync(join(folder, 'src/create-guardian.executor.ts'))).toBe(true);
  });

  it('touches no folder with something in it, and no file', () => {
    mkdirSync(join(directory, 'create-guardian'));
    writeFileSync(join(directory, 'create-guardian/notes.txt'), 'mine');
    writeFileSync(join(directory, 'arm-guardian'), 'mine');

    for (const name of ['create-guardian', 'arm-guardian']) {
      expect(type(name)).toEqual({ exitCode: 1, out: '', error: `${notEmpty(name)}\n` });
    }
    expect(globSync('**', { cwd: directory })).toHaveLength(4);
  });

  it.each([
    { args: '', error: noName() },
    { args: 'CreateGuardian', error: badName('CreateGuardian', 'create-guardian') },
    {
      args: 'create-guardian arm-guardian',
      error: tooManyNames(['create-guardian', 'arm-guardian']),
    },
    { args: 'create-guardian --qeue x', error: '--qeue' },
    { args: 'create-guardian --qeue x', error: usage() },
  ])('refuses "$args" and makes nothing', ({ args, error }) => {
    const result = type(args);

    expect(result).toMatchObject({ exitCode: 1, out: '' });
    expect(result.error).toContain(error);
    expect(globSync('*', { cwd: directory })).toEqual([]);
  });

  it('tells how it is used, and its version', () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    ) as { version: string };

    expect(type('--help')).toEqual({ exitCode: 0, out: usage(), error: '' });
    expect(type('--version')).toEqual({ exitCode: 0, out: `${VERSION}\n`, error: '' });
    expect(VERSION).toBe(version);
  });

  function read(path: string): string {
    return readFileSync(join(directory, path), 'utf8');
  }
});
