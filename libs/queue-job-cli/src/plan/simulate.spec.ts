import { describe, expect, it } from 'vitest';
import { burst, spreadAtRandom } from './arrivals.js';
import { Dice } from './chance.js';
import { between, exactly, plan, scaledBy, SECOND, type PlanParts } from './plan.fixture.js';
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

  it.each([
    [15, 0],
    [16, 1],
    [30, 1],
    [31, 2],
    [100, 6],
  ])('renews a lease of 30 s at half its length: %i s of work, %i times', (work, renewals) => {
    const { requests } = simulate(plan({ load: { work: exactly(work) } }));

    expect(requests).toMatchObject({ receives: 1, renewals, deletes: 1 });
  });

  it('releases after a failure, and poisons after the last', () => {
    const result = simulate(
      plan({ load: { failureRate: 1 }, setting: { maxDequeueCount: 3, retryDelay: 60 * SECOND } }),
    );

    expect(result).toMatchObject({ done: 0, poisoned: 1, pods: 3, emptyPods: 0 });
    expect(result.requests).toMatchObject({ receives: 3, releases: 2, poisonSends: 1, deletes: 1 });
    // Received at 4, 84 and 164: after 10 s of work, 60 s of delay and the next poll.
    expect(result.duration).toBe(164 + 10 + 1);
  });

  it('waits for the lease of a killed pod, and poisons without execution what killed too many', () => {
    const result = simulate(
      plan({ load: { crashRate: 1 }, setting: { maxDequeueCount: 2, lease: 60 * SECOND } }),
    );

    expect(result).toMatchObject({ poisoned: 1, pods: 3, emptyPods: 0 });
    expect(result.requests).toMatchObject({ receives: 3, poisonSends: 1, deletes: 1 });
    // Received at 4, back at 64, received at 74, back at 134, received at 144.
    expect(result.duration).toBe(144 + 1);
  });

  it('replaces a killed pod in its job, whose replacement finds nothing while the lease lasts', () => {
    const result = simulate(
      plan({
        load: { crashRate: 1 },
        cluster: { backoffLimit: 1 },
        setting: { maxDequeueCount: 1, lease: 60 * SECOND },
      }),
    );

    expect(result).toMatchObject({ poisoned: 1, pods: 3, emptyPods: 1 });
  });

  it('lets one pod take several messages, one after the other', () => {
    const result = simulate(
      plan({
        load: { arrivals: burst(6) },
        setting: { ...scaledBy('default/all'), maxMessages: 3, queueLength: 3 },
      }),
    );

    expect(result).toMatchObject({ done: 6, pods: 2, emptyPods: 0 });
    // Two at first, one of them ahead of its turn; the third ends the run without another question.
    expect(result.requests).toMatchObject({ receives: 4, deletes: 6 });
    expect(result.wait!.max).toBe(4 + 20);
  });

  it('lets one pod execute several messages at once, in batches', () => {
    const result = simulate(
      plan({
        load: { arrivals: burst(8) },
        setting: { maxMessages: Infinity, concurrency: 4, maxReplicaCount: 1 },
      }),
    );

    expect(result).toMatchObject({ done: 8, pods: 1, wait: { max: 14 } });
    // Eight at once; then nothing, each time one ends and leaves room for another.
    expect(result.requests.receives).toBeLessThanOrEqual(1 + 8);
    expect(result.duration).toBe(4 + 20 + 1);
  });

  it('takes all that a killed pod held with it', () => {
    const { done, poisoned, requests } = simulate(
      plan({
        load: { arrivals: burst(4), crashRate: 1 },
        setting: { maxMessages: 4, concurrency: 2, maxReplicaCount: 1, maxDequeueCount: 1 },
      }),
    );

    // Two were at work and two waited, all four delivered: none is executed again.
    expect({ done, poisoned, releases: requests.releases }).toEqual({
      done: 0,
      poisoned: 4,
      releases: 0,
    });
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
