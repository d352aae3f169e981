// An application whose executor is a singleton by what the first argument says, or none without it.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import {
  QueueJobFactory,
  QueueJobModule,
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import { go, tell } from './channel.js';

/** What a message asks for. */
export interface GuardianTask {
  readonly guardian?: { readonly id: string };
  /** How many milliseconds it takes; without, until the test says so. */
  readonly ms?: number;
}

/** What the application tells the test of every call that has ended; times in milliseconds since the epoch. */
export interface Executed {
  readonly event: 'executed';
  readonly from: number;
  readonly to: number;
}

@QueueMessageExecutor({ singleton: process.argv[2] })
class GuardianExecutor implements IQueueMessageExecutor<GuardianTask> {
  async execute(message: QueueMessage<GuardianTask>, signal: AbortSignal): Promise<void> {
    const { body, bytes, dequeueCount, isLastAttempt } = message;
    const from = Date.now();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    tell({ event: 'executing', dequeueCount, isLastAttempt, bytes: bytes.length, sha256 });

    await (body.ms === undefined ? go(signal) : pause(body.ms, undefined, { signal }));

    process.send?.({ event: 'executed', from, to: Date.now() } satisfies Executed);
  }
}

@Module({ imports: [QueueJobModule.forRoot()], providers: [GuardianExecutor] })
class SingletonModule {}

await QueueJobFactory.run(SingletonModule);
