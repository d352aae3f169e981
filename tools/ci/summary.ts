import { existsSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

// Tells what the tests' reports, the files named on the command line, say together: in one line for the coverage and, as the last,
// one for the count.

const COVERAGE = 'coverage/coverage-summary.json';
const LIBRARY = join('libs', 'queue-job', 'src') + sep;

interface TestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

type CoverageReport = Readonly<
  Record<string, { readonly lines: { readonly total: number; readonly covered: number } }>
>;

function read<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

function coverageLine(report: CoverageReport | undefined): string {
  const files = Object.entries(report ?? {}).filter(([path]) => path.includes(LIBRARY));
  const total = files.reduce((sum, [, { lines }]) => sum + lines.total, 0);
  const covered = files.reduce((sum, [, { lines }]) => sum + lines.covered, 0);
  const share = total === 0 ? 'not measured' : `${((100 * covered) / total).toFixed(1)} %`;
  return `Line coverage of libs/queue-job/src: ${share}`;
}

/** A file that failed before it came to a test counts as one failed test, and so does a run that left no report. */
function countTests(report: TestReport | undefined): { passed: number; failed: number } {
  if (report === undefined) return { passed: 0, failed: 1 };
  const failed = report.testResults.map(({ status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed').length;
    return tests === 0 && status === 'failed' ? 1 : tests;
  });
  return { passed: report.numPassedTests, failed: failed.reduce((sum, count) => sum + count, 0) };
}

const counts = process.argv.slice(2).map((path) => countTests(read<TestReport>(path)));
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(coverageLine(read<CoverageReport>(COVERAGE)));
console.log(`${passed} passed, ${failed} failed`);
// No test at all proves nothing.
if (failed > 0 || passed === 0) process.exitCode = 1;
