import { vi, type Mock } from 'vitest';
import type { ManualClock } from '../clock/manual-clock.js';
import { deliveryBench, type DeliveryBench } from '../delivery/delivery.fixture.js';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import type { QueueJobModuleOptions } from '../options/queue-job-module-options.interface.js';
import type { MessageQueue } from '../queue/message-queue.js';
import { Run, type RunContext } from './run.js';
import type { RunReport } from './run-report.js';

/** In milliseconds of the bench's own time: a run that takes longer hangs. */
const LONGEST_RUN = 2 * 86_400_000;

/** One receive. */
export interface Ask {
  readonly maxMessages: number;
  /** When, in milliseconds since the bench was set up. */
  readonly at: number;
  /** How many messages were leased just before. */
  readonly inHand: number;
}

/** A delivery bench with a run, and what is seen of it from outside. */
export interface RunBench extends Omit<DeliveryBench, 'context' | 'deliver'> {
  readonly context: RunContext;
  readonly asks: Ask[];
  /** The run's way to receive; a test may change it. */
  readonly receiving: Mock<MessageQueue['receive']>;
  /** The queue's own way to receive, unseen: for another consumer, or behind a change of the run's. */
  readonly receive: MessageQueue['receive'];
  /** The deliveries of which the run told, in that order. */
  readonly told: DeliveryReport[];
  readonly logged: string[];
  /** Milliseconds since the bench was set up. */
  readonly elapsed: () => number;
  readonly start: (stop?: AbortSignal) => Promise<RunReport>;
  /** Starts a run and lets time pass until it is over. */
  readonly run: (stop?: AbortSignal) => Promise<RunReport>;
}

export function runBench(
  settings: QueueJobModuleOptions = {},
  execute?: Parameters<typeof deliveryBench>[1],
): RunBench {
  const { context: shared, deliver: _, ...bench } = deliveryBench(settings, execute);
  const { queue, clock } = bench;
  const setUp = clock.now();
  const elapsed = () => clock.now() - setUp;
  const asks: Ask[] = [];
  const told: DeliveryReport[] = [];
  const logged: string[] = [];
  const receive = queue.receive.bind(queue);
  const receiving = vi.spyOn(queue, 'receive').mockImplementation((options) => {
    const inHand = queue.messages.filter(({ visibleOn }) => visibleOn > clock.now()).length;
    asks.push({ maxMessages: options.maxMessages, at: elapsed(), inHand });
    return receive(options);
  });
  const keep = (text: string) => void logged.push(text);
  const context: RunContext = {
    ...shared,
    log: { ...shared.log, log: keep, error: keep },
    onFirstMessage: () => {},
    onDelivery: (report) => void told.push(report),
  };
  const start = (stop = new AbortController().signal) => new Run(context, stop).start();
  const run = (stop?: AbortSignal) => untilOver(start(stop), clock);
  return { ...bench, context, asks, receiving, receive, told, logged, elapsed, start, run };
}

/** Lets time pass until a run is over. */
export async function untilOver(run: Promise<RunReport>, clock: ManualClock): Promise<RunReport> {
  const deadline = clock.now() + LONGEST_RUN;
  let isOver = false;
  void run.finally(() => (isOver = true));
  for (let step = 1; !isOver; step = Math.min(2 * step, 60_000)) {
    if (clock.now() > deadline) throw new Error('The run hangs.');
    await clock.advance(step);
  }
  return run;
}

/** Sends as many messages as asked for, with the texts `message 0`, `message 1` and so on. */
export async function sendMany(queue: MessageQueue, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await queue.send(`message ${n}`);
}

/** The number of a message that `sendMany` sent. */
export const numberOf = ({ text }: { readonly text: string }): number =>
  Number(text.slice('message '.length));
