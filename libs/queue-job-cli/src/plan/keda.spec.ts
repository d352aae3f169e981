import { describe, expect, it } from 'vitest';
import { jobsToCreate, readQueue, type QueueLengthStrategy, type ScalingStrategy } from './keda.js';

const STRATEGIES: Readonly<Record<string, ScalingStrategy>> = {
  default: { name: 'default' },
  custom: { name: 'custom', deduction: 0, percentage: 1 },
  accurate: { name: 'accurate' },
  eager: { name: 'eager' },
};
const COLUMNS = Object.keys(STRATEGIES).flatMap((strategy) =>
  (['all', 'visibleonly'] as const).map((count) => [strategy, count] as const),
);

function created(
  [visible, invisible, running, pending]: readonly number[],
  strategy: ScalingStrategy,
  strategyOfCount: QueueLengthStrategy,
): number {
  const { count } = readQueue({ visible: visible!, invisible: invisible! }, strategyOfCount);
  const state = { count, running: running!, pending: pending! };
  return jobsToCreate(state, { strategy, queueLength: 1, maxReplicaCount: 30 });
}

describe('jobsToCreate()', () => {
  // Visible, invisible, running, pending; then the jobs of one poll for each strategy, counting all and visible messages.
  it.each([
    ['10 messages, 4 held by 4 running', [6, 4, 4, 0], [6, 2, 6, 2, 10, 6, 10, 6]],
    ['10 waiting, 4 held', [10, 4, 4, 0], [10, 6, 10, 6, 14, 10, 14, 10]],
    ['the next poll, 6 new pods still pending', [6, 4, 10, 6], [0, 0, 0, 0, 4, 0, 10, 6]],
    ['the 6 new pods running, nothing received', [6, 4, 10, 0], [0, 0, 0, 0, 10, 6, 10, 6]],
    ['4 invisible that nobody holds', [6, 4, 0, 0], [10, 6, 10, 6, 10, 6, 10, 6]],
    ['only delayed messages', [0, 4, 0, 0], [4, 0, 4, 0, 4, 0, 4, 0]],
    ['40 visible, 10 held', [40, 10, 10, 0], [20, 20, 20, 20, 20, 20, 20, 20]],
    ['4 jobs that have deleted their message', [6, 0, 4, 0], [2, 2, 2, 2, 6, 6, 6, 6]],
  ])('is, for %s: %j', (_case, state, expected) => {
    const actual = COLUMNS.map(([name, count]) => created(state, STRATEGIES[name]!, count));

    expect(actual).toEqual(expected);
  });

  it('is 0 for pods that hold nothing yet, when a lease gate keeps them pending', () => {
    expect(created([6, 4, 10, 6], STRATEGIES['accurate']!, 'visibleonly')).toBe(0);
  });

  it('counts on several messages per job, and on no part of a job', () => {
    const rule = { strategy: STRATEGIES['default']!, queueLength: 4, maxReplicaCount: 30 };

    const jobs = [1, 4, 5].map((count) => jobsToCreate({ count, running: 0, pending: 0 }, rule));

    expect(jobs).toEqual([1, 1, 2]);
  });

  it('takes whole jobs only from a percentage, and lets custom exceed the maximum', () => {
    const strategy = { name: 'custom', deduction: 2, percentage: 0.5 } as const;
    const rule = { strategy, queueLength: 1, maxReplicaCount: 30 };

    expect(jobsToCreate({ count: 10, running: 5, pending: 0 }, rule)).toBe(10 - 2 - 2);
    expect(jobsToCreate({ count: 40, running: 30, pending: 0 }, rule)).toBe(30 - 2 - 15);
  });

  it('is never negative', () => {
    const rule = { strategy: STRATEGIES['default']!, queueLength: 1, maxReplicaCount: 30 };

    expect(jobsToCreate({ count: 1, running: 9, pending: 0 }, rule)).toBe(0);
  });
});

describe('readQueue()', () => {
  it.each([
    ['all', 5, 7, { count: 12, requests: { peeks: 0, counts: 1 } }],
    ['visibleonly', 31, 7, { count: 31, requests: { peeks: 1, counts: 0 } }],
    // A peek shows 32 at most: there may be more, so all are counted.
    ['visibleonly', 32, 7, { count: 39, requests: { peeks: 1, counts: 1 } }],
  ] as const)(
    'counts %s of %i visible and %i invisible: %j',
    (strategy, visible, invisible, reading) => {
      expect(readQueue({ visible, invisible }, strategy)).toEqual(reading);
    },
  );
});
