// npm run test:soak -- --minutes 10: whatever no promise allows is printed with its history, and the exit code is then 1.
import { mkdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { startAzurite } from '../../tools/azurite.ts';
import { readArguments, type SoakArguments } from './arguments.ts';
import { exploreInterleavings } from './interleavings.ts';
import { ProgressLine } from './progress-line.ts';
import { toMarkdown, type SoakReport } from './report.ts';
import { soak } from './soak.ts';

/** The part of the time that goes to interleavings. */
const INTERLEAVINGS = 1 / 5;

const REPORTS = new URL('../../reports/', import.meta.url);

/** Ends the disorder early; the books are closed all the same, where the service still lives. */
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    process.exitCode = 128 + constants.signals[signal];
    interruption.abort();
  });
}

try {
  const report = await run(readArguments(process.argv.slice(2)));
  const table = toMarkdown(report);
  mkdirSync(REPORTS, { recursive: true });
  writeFileSync(new URL('soak.json', REPORTS), `${JSON.stringify(report, undefined, 2)}\n`);
  writeFileSync(new URL('soak.md', REPORTS), table);
  for (const { what, history } of report.violations) {
    console.log([what, ...history].join('\n  '), '\n');
  }
  console.log(table);
  if (report.violations.length > 0) process.exitCode = 1;
} catch (error) {
  if (!interruption.signal.aborted) {
    console.error(error);
    process.exitCode = 1;
  }
}

async function run({ seed, duration, atLeast }: SoakArguments): Promise<SoakReport> {
  using progress = new ProgressLine(process.stdout);
  progress.show('Interleavings are explored.');
  const { histories, violations } = await exploreInterleavings(seed, duration * INTERLEAVINGS);
  await using azurite = await startAzurite();
  const soaked = await soak({
    connectionString: azurite.connectionString,
    seed,
    duration: duration * (1 - INTERLEAVINGS),
    atLeast,
    stop: interruption.signal,
    onProgress: ({ elapsed, sent, deliveries, kills }) =>
      progress.show(
        `${Math.round(elapsed / 1_000)} s: ${sent} sent, ${deliveries} delivered, ${kills} killed`,
      ),
  });
  return { seed, histories, ...soaked, violations: [...violations, ...soaked.violations] };
}
