import type { QueueJobOptions } from '../../libs/queue-job/src/options/queue-job-options.ts';
import { executePlan } from './executor.ts';
import type { Event, Happening, History } from './history.ts';
import type { Library } from './library.ts';
import { optionsOf } from './options.ts';
import type { Paper } from './paper.ts';
import type { Disturbance, ExecutionPlan, Plan, ProcessPlan } from './plan.ts';
import { Process } from './process.ts';
import { Service } from './service.ts';
import { Timeline } from './timeline.ts';
import { Wire } from './wire.ts';

/** Every process is told to stop after a while, or one that executes for ever would never end. */
const LAST_STOP: Disturbance = { kind: 'stop', when: { after: 15_000 } };

/** In milliseconds: when it is looked first whether a message needs one more process, and the pause before every further look. */
const FIRST_LOOK = 5_000;
const PAUSE = 2_500;

/** How many processes that may take; far more than it ever does. */
const MOST_CLEANERS = 40;

const SUCCESS: ExecutionPlan = { work: 0, saves: 'nothing', heeds: 0, end: 'return' };
const CLEANER: ProcessPlan = { startsAt: 0, calls: [], disturbances: [] };

const silent = { debug() {}, log() {}, warn() {}, error() {} };

/** One storage service, the processes that work on its queue, and all that happens to them. */
export class World {
  readonly #library: Library;
  readonly #plan: Plan;
  readonly #timeline: Timeline;
  readonly #service: Service;
  readonly #options: QueueJobOptions;
  readonly #history: Event[] = [];
  readonly #executions: Iterator<ExecutionPlan>[];
  readonly #processes: Process[] = [];
  readonly #cleaners: Process[] = [];
  #calls = 0;
  #progress = 0;

  constructor(library: Library, plan: Plan) {
    this.#library = library;
    this.#plan = plan;
    this.#timeline = new Timeline(plan.order);
    this.#service = new Service(library, this.#timeline, this.#record);
    this.#options = optionsOf(plan.settings, library);
    this.#executions = plan.messages.map(({ executions }) => executions.values());
  }

  /** What has happened so far. */
  get history(): History {
    return this.#history;
  }

  /**
   * Lets everything happen as planned, while processes without disturbances clear up what the others leave behind, until the
   * queue is empty and nobody is at work.
   *
   * @throws when there is no end of it
   */
  async run(): Promise<void> {
    this.#plan.messages.forEach(({ sentAt }, origin) => {
      this.#timeline.at(sentAt, 'send', () => this.#service.send(origin));
    });
    for (const plan of this.#plan.processes) {
      this.#timeline.at(plan.startsAt, 'start', () => this.#start(plan));
    }
    this.#timeline.at(FIRST_LOOK, 'look', () => this.#clear());
    await this.#timeline.rest();
    this.#service.count();
  }

  #clear(): void {
    const next = this.#service.nextVisible;
    const isCleared = this.#processes.every(({ isOver }) => isOver);
    if (next === undefined && isCleared) return;
    const isCleaning = this.#cleaners.some(({ isOver }) => !isOver);
    if (next !== undefined && next <= this.#timeline.now && !isCleaning) {
      if (this.#cleaners.length === MOST_CLEANERS) throw new Error('The queue is never empty.');
      this.#cleaners.push(this.#start(CLEANER));
    }
    this.#timeline.after(PAUSE, 'look', () => this.#clear());
  }

  readonly #record = (happening: Happening): void => {
    this.#history.push({ at: this.#timeline.now, ...happening });
  };

  #start(plan: ProcessPlan): Process {
    const { Run, ShutdownError } = this.#library;
    const { settings } = this.#plan;
    const stop = new AbortController();
    const process = new Process(
      this.#processes.length + 1,
      plan.calls,
      [...plan.disturbances, LAST_STOP],
      {
        timeline: this.#timeline,
        record: this.#record,
        stop: () => {
          if (stop.signal.aborted) return;
          process.tell({ kind: 'told to stop', process: process.number });
          stop.abort(new ShutdownError('SIGTERM'));
        },
      },
    );
    this.#record({ kind: 'started', process: process.number, settings });
    void new Run(this.#contextOf(process), stop.signal)
      .start()
      .then(({ exitCode }) => process.end(exitCode));
    this.#processes.push(process);
    return process;
  }

  #contextOf(process: Process): ConstructorParameters<Library['Run']>[0] {
    const wire = {
      library: this.#library,
      timeline: this.#timeline,
      service: this.#service,
      process,
      callBound: this.#plan.settings.callBound,
      nextNumber: () => ++this.#calls,
    };
    return {
      queue: new Wire('queue', wire),
      poisonQueue: new Wire('poison', wire),
      options: this.#options,
      executors: {
        choose: () => ({
          name: 'PlannedExecutor',
          execute: (message, signal) => {
            const { origin } = message.body as Paper;
            return executePlan(message, signal, {
              library: this.#library,
              process,
              plan: this.#executions[origin]!.next().value ?? SUCCESS,
              progress: () => ++this.#progress,
            });
          },
        }),
      },
      clock: process.clock,
      log: silent,
      onFirstMessage: () => {},
      observe: () => this.#library.UNOBSERVED,
      onDelivery: ({ messageId, dequeueCount: delivery, outcome }) => {
        const message = this.#service.numberOf(messageId);
        process.tell({ kind: 'reported', process: process.number, message, delivery, outcome });
      },
    };
  }
}
