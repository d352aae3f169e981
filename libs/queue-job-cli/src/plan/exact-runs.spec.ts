import { describe, expect, it } from 'vitest';
import { burst } from './arrivals.js';
import { exactly, plan, scaledBy, SECOND, type PlanParts } from './plan.fixture.js';
import { simulate } from './simulate.js';

const COLUMNS = [
  'default/all',
  'accurate/all',
  'default/visibleonly',
  'accurate/visibleonly',
  'accurate/visibleonly+gate',
];

/** Empty pods for each column; at most 100 at once, a poll every 10 s, pods running after 1 s, receiving after 4 s. */
function emptyPods({ load, cluster, setting }: PlanParts): number[] {
  return COLUMNS.map((column) => {
    const scaling = { ...scaledBy(column), maxReplicaCount: 100, ...setting };
    return simulate(
      plan({ load: { work: exactly(60), ...load }, ...(cluster && { cluster }), setting: scaling }),
    ).emptyPods;
  });
}

const everySevenSeconds = Array.from({ length: 85 }, (_, index) => index * 7 * SECOND);

describe('simulate(), against runs without chance computed elsewhere', () => {
  it.each<[string, PlanParts, number[]]>([
    ['a burst of 50', { load: { arrivals: burst(50) } }, [0, 300, 0, 0, 0]],
    [
      'a burst of 50, 20 at once',
      { load: { arrivals: burst(50) }, setting: { maxReplicaCount: 20 } },
      [0, 60, 0, 0, 0],
    ],
    ['one in 7 s for 10 min', { load: { arrivals: everySevenSeconds } }, [0, 476, 0, 0, 0]],
    [
      'one that fails three times and is poisoned at the fourth, 120 s of delay',
      {
        load: { failureRate: 1, work: exactly(1) },
        setting: { retryDelay: 120 * SECOND, maxDequeueCount: 4 },
      },
      [36, 36, 0, 0, 0],
    ],
    [
      'the same without delay',
      { load: { failureRate: 1, work: exactly(1) }, setting: { maxDequeueCount: 4 } },
      [0, 0, 0, 0, 0],
    ],
    [
      // The original ends with an execution of 60 s, in which accurate/all starts six more.
      'one whose pod is killed twice, back 300 s after its creation',
      {
        load: { crashRate: 1, work: exactly(1) },
        setting: { lease: 296 * SECOND, maxDequeueCount: 2 },
      },
      [58, 64 - 6, 0, 0, 0],
    ],
    [
      'one whose pod is killed twice, back 30 s after its creation',
      {
        load: { crashRate: 1, work: exactly(1) },
        setting: { lease: 26 * SECOND, maxDequeueCount: 2 },
      },
      [4, 10 - 6, 0, 0, 0],
    ],
    [
      '10 scheduled 10 min ahead',
      { load: { arrivals: burst(10), delay: 600 * SECOND, work: exactly(1) } },
      [600, 600, 0, 0, 0],
    ],
    [
      'a burst of 20, receiving 25 s after their creation',
      {
        load: { arrivals: burst(20) },
        cluster: { podStart: exactly(15), boot: exactly(10) },
      },
      [0, 80, 0, 20, 0],
    ],
    [
      // The original has 1040 for accurate/all: one poll fewer for those that arrive later.
      '50 running, then 40 new, 200 at once',
      {
        load: {
          arrivals: [...burst(50), ...burst(40).map(() => 20 * SECOND)],
          work: exactly(120),
        },
        setting: { maxReplicaCount: 200 },
      },
      [0, 1040 + 40, 0, 50, 50],
    ],
  ])('finds the same number of empty pods: %s', (_scenario, parts, expected) => {
    expect(emptyPods(parts)).toEqual(expected);
  });

  it.each([
    ['default/all', 8.5],
    ['default/visibleonly', 54],
    ['accurate/visibleonly', 8.5],
  ])('finds the same mean wait, with %s, for one message in 7 s: %d s', (column, expected) => {
    const { wait } = simulate(
      plan({
        load: { arrivals: everySevenSeconds, work: exactly(60) },
        setting: { ...scaledBy(column), maxReplicaCount: 100 },
      }),
    );

    expect(wait!.mean).toBeCloseTo(expected, 0);
  });
});
