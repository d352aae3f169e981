import { CHANCE } from './chance.js';
import type { World } from './world.js';

/** What the service hands out in one receive at most. */
const LARGEST_BATCH = 32;

/** A message in a pod's hands. */
interface Delivery {
  readonly message: number;
  /** When its lease began. */
  readonly since: number;
  readonly dequeueCount: number;
}

/** How a pod's life ended. */
export type PodEnd = 'succeeded' | 'failed' | 'crashed';

export interface PodEvents {
  /** Its container runs. */
  readonly onRunning: () => void;
  /** It holds its first message. */
  readonly onLease: () => void;
  readonly onEnd: (end: PodEnd) => void;
}

/**
 * A pod with one run of the job in it. It receives, executes and settles as the library's `Run` and `Delivery` do, with
 * `IdleTimeout` 0 and no `MaxRunTime`; requests to storage take no time.
 */
export class SimulatedPod {
  readonly #world: World;
  readonly #events: PodEvents;
  readonly #waiting: Delivery[] = [];
  readonly #executing = new Set<Delivery>();
  #received = 0;
  #hasFailed = false;
  #hasEnded = false;

  constructor(world: World, events: PodEvents) {
    this.#world = world;
    this.#events = events;
    const { dice, cluster, tally } = world;
    const number = tally.pods++;
    world.after(dice.time(cluster.podStart, CHANCE.podStart, number), () => {
      world.runningPods += 1;
      events.onRunning();
      world.after(dice.time(cluster.boot, CHANCE.boot, number), () => this.#goOn());
    });
  }

  #goOn(): void {
    for (;;) {
      this.#executeWaiting();
      const wanted = this.#wanted;
      if (wanted > 0 && this.#receive(wanted)) continue;
      if (this.#executing.size === 0) this.#end(this.#hasFailed ? 'failed' : 'succeeded');
      return;
    }
  }

  /** One ahead for each that is executed, and none while some still wait: the library's own rule. */
  get #wanted(): number {
    const { maxMessages, concurrency } = this.#world.setting;
    if (this.#waiting.length > 0) return 0;
    const room = 2 * concurrency - this.#executing.size;
    return Math.min(LARGEST_BATCH, maxMessages - this.#received, room);
  }

  #receive(wanted: number): boolean {
    const { queue, tally, now } = this.#world;
    tally.requests.receives += 1;
    const messages = queue.receive(wanted);
    if (this.#received === 0 && messages.length > 0) this.#events.onLease();
    this.#received += messages.length;
    for (const message of messages) {
      const dequeueCount = tally.countDelivery(message);
      this.#waiting.push({ message, since: now, dequeueCount });
    }
    return messages.length > 0;
  }

  #executeWaiting(): void {
    const { concurrency, maxDequeueCount } = this.#world.setting;
    while (this.#executing.size < concurrency) {
      const delivery = this.#waiting.shift();
      if (delivery === undefined) return;
      // Its pods were killed too often: it is not executed again.
      if (delivery.dequeueCount > maxDequeueCount) this.#poison(delivery);
      else this.#execute(delivery);
    }
  }

  #execute(delivery: Delivery): void {
    const { dice, load, tally, now } = this.#world;
    const { message, dequeueCount: attempt } = delivery;
    this.#executing.add(delivery);
    tally.countExecution(message, now);
    const work = dice.time(load.work, CHANCE.work, message, attempt);
    if (dice.throw(CHANCE.crash, message, attempt) < load.crashRate) {
      const share = dice.throw(CHANCE.crashTime, message, attempt);
      this.#world.after(work * share, () => this.#crash());
    } else {
      this.#world.after(work, () => this.#settle(delivery));
    }
  }

  #settle(delivery: Delivery): void {
    if (this.#hasEnded) return;
    const { dice, load, setting, queue, tally, now } = this.#world;
    const { message, dequeueCount: attempt } = delivery;
    this.#executing.delete(delivery);
    if (dice.throw(CHANCE.failure, message, attempt) >= load.failureRate) {
      this.#countRenewals(delivery);
      tally.requests.deletes += 1;
      tally.done += 1;
      queue.delete();
    } else if (attempt >= setting.maxDequeueCount) {
      this.#poison(delivery);
    } else {
      this.#countRenewals(delivery);
      this.#hasFailed = true;
      tally.requests.releases += 1;
      queue.giveBack(message, now + setting.retryDelay, now);
    }
    this.#goOn();
  }

  #poison(delivery: Delivery): void {
    const { queue, tally } = this.#world;
    this.#countRenewals(delivery);
    this.#hasFailed = true;
    tally.requests.poisonSends += 1;
    tally.requests.deletes += 1;
    tally.poisoned += 1;
    queue.delete();
  }

  /** All that the pod holds comes back when its leases end, each as it was renewed last. */
  #crash(): void {
    if (this.#hasEnded) return;
    const { queue, now, setting } = this.#world;
    for (const delivery of [...this.#executing, ...this.#waiting]) {
      const renewals = this.#countRenewals(delivery);
      const leaseEnd = delivery.since + renewals * (setting.lease / 2) + setting.lease;
      queue.giveBack(delivery.message, leaseEnd, now);
    }
    this.#end('crashed');
  }

  /** A lease is renewed at half its length. */
  #countRenewals({ since }: Delivery): number {
    const { now, setting, tally } = this.#world;
    const renewals = Math.max(0, Math.ceil((now - since) / (setting.lease / 2)) - 1);
    tally.requests.renewals += renewals;
    return renewals;
  }

  #end(end: PodEnd): void {
    this.#hasEnded = true;
    this.#world.runningPods -= 1;
    if (this.#received === 0) this.#world.tally.emptyPods += 1;
    this.#events.onEnd(end);
  }
}
