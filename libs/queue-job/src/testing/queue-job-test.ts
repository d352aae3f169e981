import type { InjectionToken } from '@nestjs/common';
import type { TestingModule } from '@nestjs/testing';
import { ManualClock } from '../clock/manual-clock.js';
import { MemoryLockService } from '../lock/memory/memory-lock-service.js';
import { Duration, type DurationInput } from '../options/duration.js';
import { QueueJobOptions } from '../options/queue-job-options.js';
import { findRunner } from '../process/host.js';
import { MemoryQueueService } from '../queue/memory/memory-queue-service.js';
import type { SentMessage } from '../queue/message-queue.js';
import type { RunReport } from '../runner/run-report.js';
import { QueueMessageSender, type SendEventOptions } from '../sender/queue-message-sender.js';
import { toSendOptions, type SendMessageOptions } from '../sender/send-options.js';
import { TestLog, type LogLine } from './test-log.js';
import { TestProcess } from './test-process.js';
import { TestQueue } from './test-queue.js';
import { TestRun } from './test-run.js';
import {
  startApplication,
  type JobUnderTest,
  type TestingApplicationOptions,
} from './testing-application.js';

/** How a job is tested. */
export interface QueueJobTestOptions extends TestingApplicationOptions {
  /**
   * What the clock shows at first.
   *
   * @default 2026-01-01T00:00:00Z
   */
  readonly startsOn?: Date | undefined;
}

/** In real milliseconds: how often a run that has something in hand is looked at, to see whether it has nothing any more. */
const LOOK_AGAIN = 2;

/** Real ones, whatever fake timers a test brings. */
const { setTimeout: wait } = globalThis;

/** A process that was made ready, and has not begun its run. */
interface Ready {
  readonly app: TestingModule;
  readonly process: TestProcess;
}

/**
 * A job with queues in memory and a clock of its own: what was sent is received, executed and settled by the library's real code,
 * and nothing is waited for that the test does not ask for.
 *
 * @example
 * const job = await QueueJobTest.create(AppModule);
 * await job.send('guardian.created', { name: 'Groot' });
 * const report = await job.run();
 */
export class QueueJobTest {
  /** The clock of the job. It stands still until {@link advance} moves it. */
  readonly clock: ManualClock;
  readonly #job: JobUnderTest;
  readonly #options: QueueJobTestOptions;
  readonly #log = new TestLog();
  readonly #queues: MemoryQueueService;
  readonly #locks: MemoryLockService;
  #moving: Promise<void> = Promise.resolve();
  #ready: Ready | undefined;
  #app!: TestingModule;

  private constructor(job: JobUnderTest, options: QueueJobTestOptions) {
    this.#job = job;
    this.#options = options;
    this.clock = new ManualClock(options.startsOn?.getTime());
    this.#queues = new MemoryQueueService(this.clock);
    this.#locks = new MemoryLockService(this.clock);
  }

  /**
   * Puts the application together up to the moment at which the job would begin.
   *
   * @param job the root module, or what is in it besides `QueueJobModule`: `{ providers: [CreateGuardianExecutor] }`
   * @throws ConfigurationError when the job could not start: its settings are wrong, or there is no executor
   */
  static async create(job: JobUnderTest, options: QueueJobTestOptions = {}): Promise<QueueJobTest> {
    const test = new QueueJobTest(job, options);
    test.#ready = await test.#prepare();
    return test;
  }

  /** Sends an event to the job's queue, as another service would with `QueueMessageSender`. */
  send(type: string, data?: unknown, options?: SendEventOptions): Promise<SentMessage> {
    return this.#sender.send(type, data, options);
  }

  /** Sends a body without an envelope. */
  sendBody(body: unknown, options?: SendMessageOptions): Promise<SentMessage> {
    return this.#sender.sendBody(body, options);
  }

  /** Sends a text exactly as it would lie in the queue, as a sender might that knows nothing of us. */
  async sendText(text: string, options: SendMessageOptions = {}): Promise<SentMessage> {
    return this.#queues.getQueue(this.options.queueName).send(text, toSendOptions(options));
  }

  /**
   * Runs the job to its end, as one pod does. While it waits with nothing in hand for messages that may come, time passes by itself;
   * an executor that waits for the clock needs {@link start} and {@link advance}.
   */
  async run(): Promise<RunReport> {
    const run = await this.start();
    while (!run.isOver) {
      await this.#settled();
      const next = run.isIdle ? this.clock.next : undefined;
      if (next === undefined) await this.#lookAgain(run);
      else await this.advance(Math.ceil(Math.max(0, next - this.clock.now())) / 1000);
    }
    return run.report;
  }

  /** Begins a run, in a process of its own beside those that go on, and returns when all has come to rest that needs no time. */
  async start(): Promise<TestRun> {
    const { app, process } = this.#ready ?? (await this.#prepare());
    this.#ready = undefined;
    const run = new TestRun(app, findRunner(app), process);
    await this.#settled();
    return run;
  }

  /** Lets time pass for all processes, stopping at all that is due on the way. */
  advance(duration: DurationInput): Promise<void> {
    const parsed = Duration.parse(duration);
    if (parsed === undefined) {
      return Promise.reject(new TypeError(`${JSON.stringify(duration)} is not a duration.`));
    }
    // One after the other, or the one that ends first would set the clock back.
    return (this.#moving = this.#moving.then(() => this.clock.advance(parsed.milliseconds)));
  }

  /** A provider of the application that runs, ran last, or is ready to run. */
  get<T>(token: InjectionToken<T>): T {
    return this.#app.get<T>(token, { strict: false });
  }

  /** The settings, all sources merged. */
  get options(): QueueJobOptions {
    return this.get(QueueJobOptions);
  }

  /** The job's queue. */
  get queue(): TestQueue {
    return this.queueNamed(this.options.queueName);
  }

  /** The poison queue. */
  get poison(): TestQueue {
    return this.queueNamed(this.options.poisonQueueName);
  }

  /** Another queue, to which an executor has sent something, say. */
  queueNamed(name: string): TestQueue {
    return new TestQueue(this.#queues.getQueue(name), this.clock, this.options);
  }

  /** All that was logged since the beginning. */
  get logs(): readonly LogLine[] {
    return this.#log.lines;
  }

  /** Closes an application that has not run. Needed only when it holds something open. */
  async close(): Promise<void> {
    await this.#ready?.app.close();
    this.#ready = undefined;
  }

  /** The same as {@link close}, at the end of the block that has it with `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  get #sender(): QueueMessageSender {
    return new QueueMessageSender(this.#queues, this.options, this.clock);
  }

  async #prepare(): Promise<Ready> {
    const { clock } = this;
    const process = new TestProcess({ clock, queues: this.#queues, locks: this.#locks });
    const app = await startApplication(this.#job, this.#options, process, this.#log);
    findRunner(app);
    this.#app = app;
    return { app, process };
  }

  #settled(): Promise<void> {
    return this.advance(0);
  }

  #lookAgain(run: TestRun): Promise<unknown> {
    return Promise.race([run.report, new Promise((resolve) => wait(resolve, LOOK_AGAIN))]);
  }
}
