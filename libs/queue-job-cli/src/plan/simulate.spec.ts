import { describe, expect, it } from 'vitest';
import { burst, spreadAtRandom } from './arrivals.js';
import { Dice } from './chance.js';
import { between, plan, scaledBy, SECOND, type PlanParts } from './plan.fixture.js';
import type { StorageRequests } from './plan-result.js';
import { simulate } from './simulate.js';

const NO_REQUESTS: StorageRequests = {
  receives: 0,
  deletes: 0,
  renewals: 0,
  releases: 0,
  poisonSends: 0,
  peeks: 0,
  counts: 0,
};

/** Everything at random, the same at every call. */
const lively = (parts: PlanParts = {}) =>
  plan({
    ...parts,
    load: {
      arrivals: spreadAtRandom(300, 300 * SECOND, new Dice(1)),
      work: between(5, 60),
      failureRate: 0.2,
      crashRate: 0.1,
      ...parts.load,
    },
    cluster: { podStart: between(1, 9), boot: between(0, 2), backoffLimit: 4, ...parts.cluster },
  });

describe('simulate()', () => {
  it('plays one message from the poll that sees it to the end of its job', () => {
    const result = simulate(plan());

    expect(result).toMatchObject({
      end: 'finished',
      messages: 1,
      done: 1,
      poisoned: 0,
      pods: 1,
      emptyPods: 0,
      wait: { mean: 4, p95: 4, max: 4 },
      podSeconds: 3 + 10,
      duration: 15,
      requests: { ...NO_REQUESTS, receives: 1, deletes: 1, peeks: 2 },
    });
  });

  it('polls from the start, in the interval that is set', () => {
    const arrivals = [12 * SECOND];

    const { wait, requests } = simulate(
      plan({ load: { arrivals }, setting: { pollingInterval: 5 * SECOND } }),
    );

    expect(wait!.mean).toBe(3 + 4);
    // The job's end at 30 s comes before a seventh.
    expect(requests.peeks).toBe(6);
  });

  it.each(['accurate/visibleonly', 'accurate/visibleonly+gate', 'default/all', 'eager/all'])(
    'loses no message, and asks for nothing it does not need: %s',
    (column) => {
      const { end, messages, done, poisoned, requests, pods } = simulate(
        lively({ setting: scaledBy(column) }),
      );

      expect(end).toBe('finished');
      expect(done + poisoned).toBe(messages);
      expect(requests.deletes).toBe(messages);
      expect(requests.poisonSends).toBe(poisoned);
      expect(requests.receives).toBe(pods);
    },
  );

  it('settles no message of a killed pod, which had several in hand', () => {
    const { end, messages, done, poisoned, requests } = simulate(
      lively({ load: { crashRate: 0.3 }, setting: { maxMessages: 8, concurrency: 4 } }),
    );

    expect({ end, settled: done + poisoned, deletes: requests.deletes }).toEqual({
      end: 'finished',
      settled: messages,
      deletes: messages,
    });
  });

  it('counts the wait of a scheduled message from the time it is due', () => {
    const { wait } = simulate(plan({ load: { delay: 100 * SECOND } }));

    expect(wait!.mean).toBe(4);
  });

  it('gives the same for the same seed, and something else for another', () => {
    const first = simulate(lively());

    expect(simulate(lively())).toEqual(first);
    expect(simulate(lively({ seed: 2 })).podSeconds).not.toBe(first.podSeconds);
  });

  it('executes the same work under every setting', () => {
    const podSeconds = ['accurate/visibleonly', 'default/all', 'default/visibleonly'].map(
      (column) =>
        simulate(
          plan({
            load: { arrivals: burst(50), work: between(1, 60) },
            setting: scaledBy(column),
          }),
        ).podSeconds,
    );

    expect(Math.max(...podSeconds) - Math.min(...podSeconds)).toBeLessThan(0.01);
  });

  it('never runs more pods than are allowed', () => {
    for (const column of ['accurate/all', 'accurate/visibleonly', 'default/all', 'eager/all']) {
      const { timeline } = simulate(
        lively({ setting: { ...scaledBy(column), maxReplicaCount: 7 } }),
      );

      expect(Math.max(...timeline.map(({ pods }) => pods))).toBeLessThanOrEqual(7);
    }
  });

  it('ends when no poll will ever start a pod for what is left', () => {
    const strategy = { name: 'custom', deduction: 2, percentage: 0 } as const;

    const result = simulate(plan({ load: { arrivals: burst(2) }, setting: { strategy } }));

    expect(result).toMatchObject({ end: 'starved', done: 0, pods: 0 });
    expect(result).not.toHaveProperty('wait');
  });

  it('is given up after too many steps, with the figures so far', () => {
    const result = simulate(plan({ load: { arrivals: burst(100) } }), 150);

    expect(result.end).toBe('cut');
    expect(result.done).toBeLessThan(100);
  });
});
