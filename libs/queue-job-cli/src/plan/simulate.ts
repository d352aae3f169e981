import { jobsToCreate, readQueue } from './keda.js';
import type { Plan } from './plan.interface.js';
import {
  inSeconds,
  PLAN_END,
  summarizeWaits,
  type PlanEnd,
  type PlanResult,
} from './plan-result.js';
import { SimulatedJob } from './simulated-job.js';
import { Timeline } from './timeline.js';
import { World } from './world.js';

/** How many steps a simulation takes at most; a delivery takes four or five, an idle poll one. */
export const LARGEST_SIMULATION = 10_000_000;

/**
 * Plays a load under a setting from the first poll until nothing is left to do. What happens at the same time happens in this
 * order: messages become visible, pods and jobs go on, KEDA polls.
 */
export function simulate(plan: Plan, maxSteps = LARGEST_SIMULATION): PlanResult {
  return new Simulation(plan).run(maxSteps);
}

class Simulation {
  readonly #plan: Plan;
  readonly #world: World;
  readonly #timeline: Timeline;
  #sent = 0;
  #polls = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#world = new World(plan);
    this.#timeline = new Timeline(plan.setting.pollingInterval / 2);
  }

  run(maxSteps: number): PlanResult {
    for (let step = 0; step < maxSteps; step++) {
      if (this.#isFinished) return this.#result(PLAN_END.finished);
      if (!this.#step()) return this.#result(PLAN_END.starved);
    }
    return this.#result(PLAN_END.cut);
  }

  get #isFinished(): boolean {
    const { tally, unfinishedJobs } = this.#world;
    return tally.settled === this.#plan.load.arrivals.length && unfinishedJobs === 0;
  }

  /** @returns whether anything will ever happen again but polls that create nothing */
  #step(): boolean {
    const { queue, agenda, runningPods } = this.#world;
    const arrival = this.#nextArrival;
    const poll = this.#polls * this.#plan.setting.pollingInterval;
    const now = Math.min(arrival, queue.nextVisible, agenda.next, poll);
    this.#timeline.advance(now, queue.visible, runningPods);
    this.#world.now = now;

    if (queue.nextVisible <= now) queue.reveal(now);
    else if (arrival <= now) this.#send();
    else if (agenda.next <= now) agenda.take()();
    else return this.#poll();
    return true;
  }

  get #nextArrival(): number {
    return this.#plan.load.arrivals[this.#sent] ?? Infinity;
  }

  #send(): void {
    const { queue, now } = this.#world;
    queue.send(this.#sent++, now + this.#plan.load.delay, now);
  }

  #poll(): boolean {
    const { queue, setting, tally, unfinishedJobs, pendingJobs } = this.#world;
    this.#polls += 1;
    const { count, requests } = readQueue(queue, setting.queueLengthStrategy);
    tally.requests.peeks += requests.peeks;
    tally.requests.counts += requests.counts;
    const jobs = jobsToCreate({ count, running: unfinishedJobs, pending: pendingJobs }, setting);
    for (let created = 0; created < jobs; created++) new SimulatedJob(this.#world);
    const isIdle = jobs === 0 && unfinishedJobs === 0;
    return !isIdle || queue.nextVisible < Infinity || this.#nextArrival < Infinity;
  }

  #result(end: PlanEnd): PlanResult {
    const { setting, tally, now } = this.#world;
    const { pods, emptyPods, done, poisoned, requests, waits } = tally;
    const wait = summarizeWaits(waits);
    return {
      setting,
      end,
      messages: this.#plan.load.arrivals.length,
      done,
      poisoned,
      pods,
      emptyPods,
      ...(wait && { wait }),
      requests,
      podSeconds: inSeconds(this.#timeline.podTime),
      duration: inSeconds(now),
      timeline: this.#timeline.points(),
    };
  }
}
