import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CHART } from './chart.ts';
import { findTool } from './tools.ts';

const helmDocs = findTool('helm-docs');
const helmUnittest = findTool('helm-unittest');

it.skipIf(helmDocs === undefined)('the README of the chart is what helm-docs makes of it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'queue-job-chart-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  cpSync(CHART, directory, { recursive: true });

  execFileSync(helmDocs!, ['--sort-values-order=file', `--chart-search-root=${directory}`], {
    stdio: 'pipe',
  });

  const made = readFileSync(join(directory, 'README.md'), 'utf8');
  expect(readFileSync(join(CHART, 'README.md'), 'utf8')).toBe(made);
});

it('every value is documented', () => {
  const lines = readFileSync(join(CHART, 'values.yaml'), 'utf8').split('\n');
  const undocumented = lines.filter(
    (line, index) =>
      /^ *[a-zA-Z]+: *\S/.test(line) &&
      !/^ *#/.test(lines[index - 1] ?? '') &&
      !isBelowDocumented(lines, index),
  );

  expect(undocumented).toEqual([]);
});

/** Whether a line belongs to a value that is documented as a whole. */
function isBelowDocumented(lines: readonly string[], index: number): boolean {
  const indent = lines[index]!.search(/\S/);
  for (let above = index - 1; above >= 0; above--) {
    const depth = lines[above]!.search(/\S/);
    if (depth < 0 || depth >= indent || lines[above]!.trimStart().startsWith('#')) continue;
    return /^ *#/.test(lines[above - 1] ?? '') || isBelowDocumented(lines, above);
  }
  return false;
}

it.skipIf(helmUnittest === undefined)('the suites of helm-unittest pass, and are found', () => {
  const { status, stdout, stderr } = spawnSync(helmUnittest!, ['--strict', CHART], {
    encoding: 'utf8',
  });

  expect({ status, output: stdout + stderr }).toMatchObject({ status: 0 });
  const suites = globSync('tests/*_test.yaml', { cwd: CHART }).length;
  expect(stdout).toMatch(new RegExp(`Test Suites: +${suites} passed, ${suites} total`));
});
