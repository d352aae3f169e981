import { describe, expect, it } from 'vitest';
import { burst, spreadAtRandom } from './arrivals.js';
import { Dice } from './chance.js';
import { between, plan, scaledBy, SECOND, type PlanParts } from './plan.fixture.js';
import { simulate } from './simulate.js';

const SEEDS = [1, 2, 3, 4, 5];
const COLUMNS = [
  'default/all',
  'default/visibleonly',
  'accurate/all',
  'accurate/visibleonly',
  'accurate/visibleonly+gate',
  'eager/visibleonly',
];

interface Scenario {
  readonly messages?: number;
  /** Over how many seconds they arrive; 0: all at once. */
  readonly over?: number;
  readonly parts?: PlanParts;
}

/** Pods, pods that found nothing and, where it was told, the mean wait in seconds. */
type Cell = readonly [pods: number, empty: number, wait?: number];

/**
 * Means of five seeds of another simulation of KEDA 2.20.2's formulas, written by somebody else. Its random numbers are not known, nor
 * are the times from a running container to its first receive and from a pod's exit to its job's end: 0.5 to 2 s and 1 s here.
 */
function simulated({ messages = 100, over = 300, parts = {} }: Scenario, column: string): Cell {
  const results = SEEDS.map((seed) =>
    simulate(
      plan({
        seed,
        load: {
          arrivals:
            over === 0 ? burst(messages) : spreadAtRandom(messages, over * SECOND, new Dice(seed)),
          work: between(20, 60),
          ...parts.load,
        },
        cluster: { podStart: between(1, 6), boot: between(0.5, 2), ...parts.cluster },
        setting: { ...scaledBy(column), maxDequeueCount: 1_000, ...parts.setting },
      }),
    ),
  );
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
  return [
    mean(results.map(({ pods }) => pods)),
    mean(results.map(({ emptyPods }) => emptyPods)),
    mean(results.map(({ wait }) => wait!.mean)),
  ];
}

const SLOW = { cluster: { podStart: between(1, 14) } };
const failing = (retryDelay: number): PlanParts => ({
  load: { failureRate: 0.2 },
  setting: { retryDelay: retryDelay * SECOND },
});

describe('simulate(), against whole runs computed elsewhere', () => {
  it.each<[string, Scenario, Cell[]]>([
    [
      'arrivals over 300 s, pods pending for 1 to 6 s',
      {},
      [
        [100, 0, 11],
        [100, 0, 49],
        [375, 275, 2.5],
        [100, 0, 10],
        [100, 0, 11],
        [100, 0, 10],
      ],
    ],
    [
      'pods pending for 1 to 14 s',
      { parts: SLOW },
      [
        [100, 0, 15],
        [100, 0, 53],
        [274, 174],
        [101, 1, 13],
        [100, 0, 15],
        [107, 7],
      ],
    ],
    [
      'a burst of 300, at most 100 at once',
      { messages: 300, over: 0, parts: { ...SLOW, setting: { maxReplicaCount: 100 } } },
      [
        [300, 0],
        [300, 0],
        [407, 107],
        [303, 3],
        [300, 0],
        [306, 6],
      ],
    ],
    [
      '20% of executions fail, back after 30 s',
      { parts: failing(30) },
      [
        [150, 23],
        [126, 0, 49],
        [428, 304],
        [128, 0, 10],
        [129, 0],
        [128, 0],
      ],
    ],
    [
      '20% of executions fail, back after 600 s',
      { parts: failing(600) },
      [
        [1607, 1480],
        [125, 0, 46],
        [1716, 1593],
        [126, 0, 10],
        [128, 0],
        [126, 0],
      ],
    ],
    [
      '20% of executions fail, back at once',
      { parts: failing(0) },
      [
        [130, 0],
        [124, 0, 49],
        [390, 266],
        [130, 0],
        [130, 0],
        [130, 0],
      ],
    ],
    [
      '40 messages over 600 s, 600 to 900 s of work',
      { messages: 40, over: 600, parts: { load: { work: between(600, 900) } } },
      [
        [40, 0, 90],
        [40, 0, 694],
        [1021, 981],
        [40, 0, 90],
        [40, 0, 90],
        [40, 0, 90],
      ],
    ],
    [
      'pods pending for 60 to 180 s',
      { parts: { cluster: { podStart: between(60, 180) } } },
      [
        [100, 0],
        [100, 0],
        [110, 10],
        [102, 2],
        [100, 0],
        [111, 11],
      ],
    ],
  ])('agrees within a tenth on pods, a seventh on waits: %s', (_scenario, scenario, expected) => {
    const cells = COLUMNS.map((column) => simulated(scenario, column));

    for (const [index, [pods, empty, wait]] of cells.entries()) {
      const [expectedPods, expectedEmpty, expectedWait] = expected[index]!;
      expect(Math.abs(pods - expectedPods)).toBeLessThanOrEqual(expectedPods * 0.1);
      expect(Math.abs(empty - expectedEmpty)).toBeLessThanOrEqual(3 + expectedEmpty * 0.1);
      if (expectedWait === undefined) continue;
      expect(Math.abs(wait! - expectedWait)).toBeLessThanOrEqual(0.5 + expectedWait / 7);
    }
  });

  it.each([
    ['default/all', 5],
    ['accurate/all', 5],
    ['default/visibleonly', 0],
    ['accurate/visibleonly', 0],
  ])('starts at every poll, with %s, as many as are scheduled ahead: %i', (column, each) => {
    const scheduled = { messages: 5, over: 0, parts: { load: { delay: 1_800 * SECOND } } };

    const [, empty] = simulated(scheduled, column);

    // Where pods live longer than an interval, default starts fewer and accurate more.
    expect(Math.abs(empty - 180 * each)).toBeLessThanOrEqual(180 * each * 0.06);
  });
});
