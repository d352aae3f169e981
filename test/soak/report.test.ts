import { expect, it } from 'vitest';
import { toMarkdown } from './report.ts';

const books = {
  sent: 1_200,
  deliveries: 2_500,
  executionsBegun: 2_400,
  executionsEnded: 2_300,
  completed: 1_100,
  poisoned: 100,
  completedAndPoisoned: 3,
  duplicated: 4,
  lost: 0,
  returns: { released: 1_300 },
  overlaps: {},
  processes: 40,
  kills: 30,
  terms: 5,
  pauses: 1,
  exitCodes: { '11': 4, '0': 2 },
  requests: 5_000,
  faults: { latency: 20, garbage: 7 },
};

it('makes a table of what a soak has counted', () => {
  const table = toMarkdown({
    seed: '7',
    duration: 90_000,
    books,
    violations: [],
    histories: 20_000,
  });
  expect(table).toContain('| messages sent | 1,200 |');
  expect(table).toContain('| **lost** | **0** |');
  expect(table).toContain('| faults injected | 27: garbage: 7, latency: 20 |');
  expect(table).toContain('| exit codes | 0: 2, 11: 4 |');
  expect(table).toContain('| why messages came back during an execution | – |');
  expect(table).toContain('| duration | 1.5 min |');
});
