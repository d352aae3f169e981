import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandError, ROOT, run } from '../package/run.ts';

const PASSED = { status: 'passed' };
const FAILED = { status: 'failed' };

describe('tools/ci/summary.ts', { timeout: 30_000 }, () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-job-summary-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('counts the passed tests in its last line, after the line coverage of the library', async () => {
    await write('reports/vitest.json', {
      numPassedTests: 2,
      testResults: [{ ...PASSED, assertionResults: [PASSED, PASSED] }],
    });
    await write('coverage/coverage-summary.json', {
      total: { lines: { total: 1000, covered: 1000 } },
      '/clone/libs/queue-job/src/a.ts': { lines: { total: 30, covered: 30 } },
      '/clone/libs/queue-job/src/b/c.ts': { lines: { total: 10, covered: 9 } },
      '/clone/libs/other/src/a.ts': { lines: { total: 1, covered: 0 } },
    });

    const output = await summary();

    expect(output).toBe('Line coverage of libs/queue-job/src: 97.5 %\n2 passed, 0 failed\n');
  });

  it('adds up several reports, of which a missing one counts as a failure', async () => {
    const report = { numPassedTests: 1, testResults: [{ ...PASSED, assertionResults: [PASSED] }] };
    await write('reports/a.json', report);
    await write('reports/b.json', report);

    const sum = await summary('reports/a.json', 'reports/b.json');
    const failure = summary('reports/a.json', 'reports/b.json', 'reports/c.json');

    expect(sum).toMatch(/^2 passed, 0 failed$/m);
    await expect(failure).rejects.toMatchObject({
      output: expect.stringContaining('2 passed, 1 failed'),
    });
  });

  it.each([
    {
      what: 'tests failed',
      report: {
        numPassedTests: 1,
        testResults: [{ ...FAILED, assertionResults: [PASSED, FAILED, FAILED] }],
      },
      count: '1 passed, 2 failed',
    },
    {
      what: 'a file failed before its tests',
      report: {
        numPassedTests: 1,
        testResults: [
          { ...PASSED, assertionResults: [PASSED] },
          { ...FAILED, assertionResults: [] },
        ],
      },
      count: '1 passed, 1 failed',
    },
    {
      what: 'there was no test',
      report: { numPassedTests: 0, testResults: [] },
      count: '0 passed, 0 failed',
    },
    { what: 'there is no report', report: undefined, count: '0 passed, 1 failed' },
  ])('exits with 1 when $what', async ({ report, count }) => {
    if (report !== undefined) await write('reports/vitest.json', report);

    const failure = summary();

    await expect(failure).rejects.toBeInstanceOf(CommandError);
    await expect(failure).rejects.toMatchObject({
      output: `Line coverage of libs/queue-job/src: not measured\n${count}\n`,
    });
  });

  async function write(path: string, content: unknown): Promise<void> {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), JSON.stringify(content));
  }

  function summary(...reports: readonly string[]): Promise<string> {
    const paths = reports.length === 0 ? ['reports/vitest.json'] : reports;
    return run(process.execPath, [join(ROOT, 'tools/ci/summary.ts'), ...paths], { cwd: folder });
  }
});
