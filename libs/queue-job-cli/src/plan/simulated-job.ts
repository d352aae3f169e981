import { SimulatedPod, type PodEnd } from './simulated-pod.js';
import type { World } from './world.js';

/** In milliseconds: how long the Job controller waits before it replaces a job's first failed pod, doubled for each further one. */
const FIRST_BACKOFF = 10_000;
const LONGEST_BACKOFF = 600_000;

/**
 * A job as KEDA counts it: unfinished until its end is seen, and pending while it has no running or succeeded pod or, with a lease
 * gate, no running pod that holds a message. Exit codes of the worker's own end it, a killed pod is replaced: the chart's
 * `podFailurePolicy`.
 */
export class SimulatedJob {
  readonly #world: World;
  #isPending = false;
  #crashes = 0;

  constructor(world: World) {
    this.#world = world;
    world.unfinishedJobs += 1;
    this.#createPod();
  }

  #createPod(): void {
    const { leaseGate } = this.#world.setting;
    this.#setPending(true);
    new SimulatedPod(this.#world, {
      onRunning: () => this.#setPending(leaseGate),
      onLease: () => this.#setPending(false),
      onEnd: (end) => this.#onPodEnd(end),
    });
  }

  #onPodEnd(end: PodEnd): void {
    const { cluster, setting } = this.#world;
    // A pod that has ended is not ready any more, and one that failed is neither running nor succeeded.
    this.#setPending(setting.leaseGate || end !== 'succeeded');
    if (end === 'crashed' && this.#crashes < cluster.backoffLimit) {
      const backoff = Math.min(FIRST_BACKOFF * 2 ** this.#crashes, LONGEST_BACKOFF);
      this.#crashes += 1;
      this.#world.after(backoff, () => this.#createPod());
    } else {
      this.#world.after(cluster.jobEnd, () => this.#finish());
    }
  }

  #finish(): void {
    this.#setPending(false);
    this.#world.unfinishedJobs -= 1;
  }

  #setPending(isPending: boolean): void {
    if (isPending === this.#isPending) return;
    this.#isPending = isPending;
    this.#world.pendingJobs += isPending ? 1 : -1;
  }
}
