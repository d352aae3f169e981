import {
  ManualClock,
  MemoryQueueService,
  poisonEnvelope,
  type InspectableQueue,
} from 'nestjs-queue-job/tools';
import { sweep, type SweepPlan } from '../sweep/sweep.js';
import type { SweepReport } from '../sweep/sweep-report.js';
import type { Process } from './faulty-queue.fixture.js';
import { Redrive } from './redrive.js';

/** A queue and its poison queue in memory, at a time that goes on when everybody waits for it. */
export class RedriveBench {
  readonly clock = new ManualClock();
  readonly #service = new MemoryQueueService(this.clock);
  readonly queue = this.#service.getQueue('guardian-events');
  readonly poison = this.#service.getQueue('guardian-events-poisen');

  /** Puts a text into the poison queue, in the envelope of a job. */
  async poisoned(text: string, reason = 'No attempt is left.'): Promise<void> {
    const now = this.clock.now();
    const message = {
      id: `id-of-${text}`,
      popReceipt: '',
      text,
      dequeueCount: 5,
      insertedOn: new Date(now),
      expiresOn: new Date(now + 604_800_000),
    };
    await this.poison.send(
      poisonEnvelope({ reason, queueName: this.queue.name, message, now }) ?? text,
    );
  }

  /** Redrives what `select` takes from the text of the poison queue, in a process of its own. */
  async redrive(
    process: Process,
    select: (text: string) => boolean = () => true,
    {
      stop = new AbortController().signal,
      ...plan
    }: Partial<SweepPlan> & { stop?: AbortSignal } = {},
  ): Promise<{ readonly report: SweepReport; readonly redrive: Redrive }> {
    const { clock } = this;
    const [queue, poison] = [process.open(this.queue), process.open(this.poison)];
    const redrive = new Redrive({ queue, poison, clock }, { isAsItIs: false });
    const ground: { queue: InspectableQueue; clock: ManualClock; stop: AbortSignal } = {
      queue: poison,
      clock,
      stop,
    };
    const report = await this.hurry(
      sweep(ground, {
        select: ({ text }) => select(text),
        act: (message) => redrive.move(message),
        ...plan,
      }),
    );
    return { report, redrive };
  }

  /** Lets time pass, as much as is waited for. */
  async hurry<T>(promise: Promise<T>): Promise<T> {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    promise.then(end, end);
    while (!isOver) await this.clock.advance(1_000);
    return promise;
  }

  /** The texts in the queue, in the order in which they came. */
  get texts(): readonly string[] {
    return this.queue.messages.map(({ text }) => text);
  }
}
