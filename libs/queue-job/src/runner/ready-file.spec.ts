import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ReadyFile } from './ready-file.js';

function bench(...path: string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'queue-job-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const warnings: string[] = [];
  const other = () => expect.unreachable('only warnings are expected');
  const log = {
    debug: other,
    log: other,
    warn: (text: string) => void warnings.push(text),
    error: other,
  };
  const at = join(directory, ...path);
  return { path: at, warnings, file: new ReadyFile(at, log), log };
}

describe('ReadyFile', () => {
  it('is written, empty', async () => {
    const { path, file, warnings } = bench('ready');

    await file.write();

    expect(readFileSync(path, 'utf8')).toBe('');
    expect(warnings).toEqual([]);
  });

  it('is removed, if an earlier run left one', async () => {
    const { path, file, warnings } = bench('ready');
    writeFileSync(path, '');

    await file.remove();
    await file.remove();

    expect(existsSync(path)).toBe(false);
    expect(warnings).toEqual([]);
  });

  it('does nothing without a path', async () => {
    const { log } = bench();
    const file = new ReadyFile(undefined, log);

    await expect(file.remove()).resolves.toBeUndefined();
    await expect(file.write()).resolves.toBeUndefined();
  });

  it('warns when it cannot be written, and why', async () => {
    const { path, file, warnings } = bench('no', 'such', 'directory');

    await file.write();

    expect(warnings).toEqual([
      expect.stringMatching(/^ReadyFile .* could not be written.* the work goes on\. .*ENOENT/),
    ]);
    expect(warnings[0]).toContain(path);
  });

  it('warns when it cannot be removed, and why', async () => {
    const { path, file, warnings } = bench('directory');
    mkdirSync(path);

    await file.remove();

    expect(warnings).toEqual([
      expect.stringMatching(/^ReadyFile .* could not be removed.*EISDIR|ERR_FS/),
    ]);
  });

  it.skipIf(process.platform === 'win32')('does not wait for a reader of a pipe', async () => {
    const { path, file, warnings } = bench('pipe');
    expect(spawnSync('mkfifo', [path]).status).toBe(0);

    await file.write();

    expect(warnings).toEqual([expect.stringContaining('ENXIO')]);
  });

  it('does no harm when the logger fails as well', async () => {
    const { path } = bench('no', 'such', 'directory');
    const fails = () => {
      throw new Error('the disk is full');
    };
    const log = { debug: fails, log: fails, warn: fails, error: fails };

    await expect(new ReadyFile(path, log).write()).resolves.toBeUndefined();
  });
});
