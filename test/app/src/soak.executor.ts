import { setTimeout as pause } from 'node:timers/promises';
import {
  PoisonMessageError,
  QueueMessageExecutor,
  RetryMessageError,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import { Journal, type End } from './soak.journal.js';
import type { SoakMessage } from './soak.task.js';

/** The file is named by the variable `JOURNAL`. */
export const journal = new Journal(process.env['JOURNAL']!);

/** Does what a message asks, and keeps a journal of it. */
@QueueMessageExecutor()
export class SoakExecutor implements IQueueMessageExecutor<SoakMessage> {
  async execute(message: QueueMessage<SoakMessage>, signal: AbortSignal): Promise<void> {
    const { id, dequeueCount: delivery, body } = message;
    const about = { id, delivery };
    journal.note({ event: 'begun', ...about, done: body.done ?? 0 });
    signal.addEventListener('abort', () =>
      journal.note({ event: 'aborted', ...about, reason: (signal.reason as Error).name }),
    );
    try {
      await perform(message, signal);
    } catch (error) {
      journal.note({ event: 'ended', ...about, how: endOf(error as Error) });
      throw error;
    }
    journal.note({ event: 'ended', ...about, how: 'succeeded' });
  }
}

async function perform(message: QueueMessage<SoakMessage>, signal: AbortSignal): Promise<void> {
  const { task } = message.body;
  const isDue = message.dequeueCount < ('untilDelivery' in task ? task.untilDelivery! : Infinity);
  switch (task.do) {
    case 'succeed':
      return pause(task.ms, undefined, { signal });
    case 'fail':
      await pause(task.ms, undefined, { signal });
      if (isDue) throw new Error('It went wrong.');
      return;
    case 'poison':
      throw new PoisonMessageError('It will never go right.');
    case 'retry':
      if (isDue) throw new RetryMessageError('It cannot be done now.', { delay: '1s' });
      return;
    case 'ignoreSignal':
      return pause(task.ms);
    case 'steps':
      return climb(message, task, signal);
  }
}

async function climb(
  { id, dequeueCount: delivery, body, saveProgress }: QueueMessage<SoakMessage>,
  { steps, ms }: { readonly steps: number; readonly ms: number },
  signal: AbortSignal,
): Promise<void> {
  for (let done = (body.done ?? 0) + 1; done <= steps; done++) {
    await pause(ms, undefined, { signal });
    await saveProgress({ ...body, done });
    journal.note({ event: 'saved', id, delivery, done });
  }
}

function endOf(error: Error): End {
  if (error instanceof PoisonMessageError) return 'poison';
  if (error instanceof RetryMessageError) return 'retry';
  return error.name === 'AbortError' ? 'aborted' : 'failed';
}
