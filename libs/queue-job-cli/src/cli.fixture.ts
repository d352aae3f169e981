import { Readable, Writable } from 'node:stream';
import {
  ManualClock,
  MemoryQueueService,
  poisonEnvelope,
  type InspectableQueueService,
} from 'nestjs-queue-job/tools';
import type { ExitCode } from './exit-code.js';
import type { Io, Output } from './io.js';
import { run } from './run.js';

export interface Result {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command is run with besides its arguments. */
export interface Surroundings extends Partial<
  Pick<Io, 'environment' | 'directory' | 'stop' | 'openQueues' | 'clock'>
> {
  /** What lies in standard input. */
  readonly input?: string | Buffer;
  /** Whether a person is there. */
  readonly isTerminal?: boolean;
  /** Answers of that person to what is asked, one after the other. */
  readonly answers?: readonly string[];
}

const QUEUE = 'guardian-events';

/** An output that is kept. */
class Kept extends Writable {
  text = '';
  readonly columns = 100;
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
  }

  override _write(chunk: string, _encoding: unknown, done: () => void): void {
    this.text += chunk;
    done();
  }
}

/** Time that goes on when somebody waits for it, and not while something is loaded or read. */
class WaitedFor extends ManualClock {
  #waiting = 0;

  override schedule(milliseconds: number, callback: () => void): () => void {
    this.#waiting += 1;
    let isWaiting = true;
    const over = () => {
      if (isWaiting) this.#waiting -= 1;
      isWaiting = false;
    };
    const cancel = super.schedule(milliseconds, () => {
      over();
      callback();
    });
    return () => {
      over();
      cancel();
    };
  }

  /** Lets everything go on that can, and time if nothing can without. */
  async goOn(): Promise<void> {
    await this.advance(0);
    if (this.#waiting > 0) await this.advance(100);
  }
}

/** A job's queues in memory, and the tool beside them. */
export class CliBench {
  readonly clock = new WaitedFor(Date.UTC(2026, 0, 2));
  readonly service = new MemoryQueueService(this.clock);
  readonly queue = this.service.getQueue(QUEUE);
  readonly poison = this.service.getQueue(`${QUEUE}-poisen`);
  /** What the tool opens; may be replaced by one that fails. */
  openedService: InspectableQueueService = this.service;

  /** Puts a text into the poison queue as a job does with `PoisonFormat=envelope`. */
  async poisoned(text: string, reason = 'No attempt is left.', error?: Error): Promise<void> {
    const message = {
      id: `first-id-of-${text.slice(0, 20)}`,
      popReceipt: '',
      text,
      dequeueCount: 5,
      insertedOn: new Date(this.clock.now() - 60_000),
      expiresOn: new Date(this.clock.now() + 604_800_000),
    };
    const details = { queueName: QUEUE, message, reason, error, now: this.clock.now() };
    await this.poison.send(poisonEnvelope(details)!);
  }

  /** Runs a command to its end, with the queues' names in the environment. */
  async run(argv: readonly string[], surroundings: Surroundings = {}): Promise<Result> {
    const { input = '', isTerminal = false, answers, ...io } = surroundings;
    const [stdout, stderr] = [new Kept(isTerminal), new Kept(isTerminal)];
    const stdin = Readable.from(answers?.map((answer) => `${answer}\n`) ?? [input]);
    let isOver = false;
    const running = run(argv, {
      stdin: Object.assign(stdin, { isTTY: isTerminal }),
      stdout: stdout as Output,
      stderr: stderr as Output,
      environment: {
        StorageAccount__QueueName: QUEUE,
        StorageAccount__ConnectionString: 'UseDevelopmentStorage=true',
      },
      directory: '/nowhere',
      stop: new AbortController().signal,
      clock: this.clock,
      openQueues: () => Promise.resolve(this.openedService),
      ...io,
    }).finally(() => {
      isOver = true;
    });
    while (!isOver) await this.clock.goOn();
    return { exitCode: await running, stdout: stdout.text, stderr: stderr.text };
  }

  /** The same for one that writes JSON. */
  async json(argv: readonly string[], surroundings: Surroundings = {}) {
    const result = await this.run([...argv, '--json'], surroundings);
    return { ...result, json: JSON.parse(result.stdout) as Record<string, unknown> };
  }

  /** A signal that stops a command once the queue has got so many messages. */
  stopAfter(messages: number): AbortSignal {
    const stop = new AbortController();
    const { send } = this.queue;
    this.queue.send = async (text, options) => {
      const sent = await send.call(this.queue, text, options);
      if (this.texts.length === messages) stop.abort();
      return sent;
    };
    return stop.signal;
  }

  /** The texts of the queue. */
  get texts(): readonly string[] {
    return this.queue.messages.map(({ text }) => text);
  }
}
