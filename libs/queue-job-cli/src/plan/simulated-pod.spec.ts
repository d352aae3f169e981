import { describe, expect, it } from 'vitest';
import { burst } from './arrivals.js';
import { exactly, plan, scaledBy, SECOND } from './plan.fixture.js';
import { simulate } from './simulate.js';

describe('SimulatedPod', () => {
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

  it('replaces a killed pod after ten seconds', () => {
    // Killed at 4 s; back at 16 s, before the replacement receives at 18.
    const result = simulate(
      plan({
        load: { crashRate: 1, work: exactly(0) },
        cluster: { backoffLimit: 1 },
        setting: { maxDequeueCount: 1, lease: 12 * SECOND },
      }),
    );

    expect(result).toMatchObject({ poisoned: 1, pods: 2, emptyPods: 0, duration: 4 + 10 + 4 + 1 });
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
});
