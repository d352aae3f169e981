import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { ManualClock } from '../clock/manual-clock.js';
import type { QueueMessage } from '../message/queue-message.js';
import type { QueueJobModuleOptions } from '../options/queue-job-module-options.interface.js';
import { resolveOptions } from '../options/resolve-options.js';
import { MemoryQueueService } from '../queue/memory/memory-queue-service.js';
import type { MemoryMessageQueue } from '../queue/memory/memory-message-queue.js';
import { UNOBSERVED } from './delivery-observer.js';
import type { DeliveryContext } from './delivery-context.js';
import { Delivery } from './delivery.js';
import type { DeliveryReport } from './delivery-report.js';

type Execute = (message: QueueMessage, signal: AbortSignal) => unknown;

/** A queue in memory, its poison queue, and a clock that moves when it is told to. */
export interface DeliveryBench {
  readonly clock: ManualClock;
  readonly queue: MemoryMessageQueue;
  readonly poisonQueue: MemoryMessageQueue;
  readonly context: DeliveryContext;
  readonly warnings: string[];
  readonly execute: ReturnType<typeof vi.fn<Execute>>;
  /** Receives the one message that is visible and starts its delivery. */
  readonly deliver: (abort?: AbortSignal) => Promise<DeliveryReport>;
}

export function deliveryBench(
  settings: QueueJobModuleOptions = {},
  execute: Execute = () => {},
): DeliveryBench {
  const options = resolveOptions(
    {},
    { queueName: `q-${randomUUID()}`, connectionString: 'UseDevelopmentStorage=true', ...settings },
  );
  const clock = new ManualClock();
  const service = new MemoryQueueService(clock);
  const queue = service.getQueue(options.queueName);
  const poisonQueue = service.getQueue(options.poisonQueueName);
  const warnings: string[] = [];
  const spy = vi.fn<Execute>(execute);
  const context: DeliveryContext = {
    queue,
    poisonQueue,
    options,
    executors: {
      choose: () => ({
        name: 'TestExecutor',
        execute: async (message, signal) => void (await spy(message, signal)),
      }),
    },
    clock,
    log: { debug() {}, log() {}, warn: (text) => warnings.push(text), error() {} },
    observe: () => UNOBSERVED,
  };
  return {
    clock,
    queue,
    poisonQueue,
    context,
    warnings,
    execute: spy,
    deliver: async (abort = new AbortController().signal) => {
      const since = clock.now();
      const lease = options.visibilityTimeout.milliseconds;
      const [message] = await context.queue.receive({ maxMessages: 1, lease });
      if (message === undefined) throw new Error('The queue shows no message.');
      const delivery = new Delivery(context, message, since);
      const onAbort = () => delivery.abort(abort.reason as Error);
      if (abort.aborted) onAbort();
      abort.addEventListener('abort', onAbort);
      return delivery.run(abort);
    },
  };
}

/** Work that takes its time, and stops when it is told to. */
export function working(
  clock: ManualClock,
  milliseconds: number,
): (m: unknown, signal: AbortSignal) => Promise<void> {
  return (_message, signal) =>
    new Promise((resolve, reject) => {
      const cancel = clock.schedule(milliseconds, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        reject(signal.reason as Error);
      });
    });
}

/** Never ends, and never listens. */
export const hanging = (): Promise<void> => new Promise(() => {});
