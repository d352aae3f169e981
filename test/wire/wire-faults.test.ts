import { describe, expect, it, vi } from 'vitest';
import { expectNoSecrets } from '../support/secrets.ts';
import { CALLS } from './calls/index.ts';
import { cellsOf } from './cell.ts';
import { EVENT, visibleIn } from './end.ts';
import { runCell } from './run-cell.ts';

// Cells mostly wait: for answers that never come, and for leases to pass.
vi.setConfig({ maxConcurrency: 100 });

/** What nobody on call should have to read. */
const NOT_WORDS = /\bundefined\b|\[object |\bNaN\b/;

const CELLS = CALLS.flatMap(cellsOf).map((cell) => [cell.name, cell] as const);

describe('a job in whose run there is', { concurrent: true, timeout: 60_000 }, () => {
  it.each(CELLS)('%s', async (_name, { end, ...cell }) => {
    const { exitCode, outcome, executions = outcome === undefined ? 0 : 1, left } = end;
    const isDisturbed = exitCode !== cell.call.undisturbed.exitCode;

    const { report, lines, ...ending } = await runCell({ end, ...cell });

    const told = lines.texts.join('\n');
    expect({
      exitCode: report.exitCode,
      outcomes: report.deliveries.map((delivery) => delivery.outcome),
      executions: ending.executions,
      tries: end.tries && ending.tries,
      hasMetFault: ending.met > 0,
      told,
    }).toEqual({
      exitCode,
      outcomes: outcome === undefined ? [] : [outcome],
      // Nobody else can receive what is being executed.
      executions: Array.from({ length: executions }, () => ({ text: EVENT, visible: 0 })),
      tries: end.tries,
      hasMetFault: cell.fault !== undefined,
      told,
    });
    expect({ left: await ending.left(visibleIn(left)), told }).toEqual({ left, told });
    expect(told).toMatch(isDisturbed ? cell.fault!.told : /^/);
    expect(told).not.toMatch(NOT_WORDS);
    expectNoSecrets([report, lines.all], [ending.connectionString]);
  });
});
