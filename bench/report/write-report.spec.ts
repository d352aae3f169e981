import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeReport } from './write-report.ts';

describe('writeReport()', () => {
  let directory: string;
  let path: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'queue-job-report-'));
    path = join(directory, 'performance.md');
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  it('replaces what was between the marks, and nothing else', async () => {
    writeFileSync(
      path,
      '# A\n\n<!-- bench: written by `npm run bench` -->\nold\n<!-- bench: end -->\n\nB\n',
    );

    await writeReport(path, 'new');
    await writeReport(path, 'newer');

    expect(readFileSync(path, 'utf8')).toBe(
      '# A\n\n<!-- bench: written by `npm run bench` -->\n\nnewer\n\n<!-- bench: end -->\n\nB\n',
    );
  });

  it('says so when there is no place for it', async () => {
    writeFileSync(path, '# A\n');

    await expect(writeReport(path, 'new')).rejects.toThrow('has no place for the report');
  });
});
