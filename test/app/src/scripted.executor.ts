import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  PoisonMessageError,
  QueueMessageExecutor,
  RetryMessageError,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import { go, tell } from './channel.js';
import { UNBLOCK_FILE, type Script } from './script.js';

/** A character that takes six bytes in JSON. */
const LONG_IN_JSON = '\u001B';

/** Does what the message says, and tells the test about it. A message that is no script succeeds. */
@QueueMessageExecutor()
export class ScriptedExecutor implements IQueueMessageExecutor<Script | string> {
  async execute(message: QueueMessage<Script | string>, signal: AbortSignal): Promise<void> {
    const { body, bytes, dequeueCount, isLastAttempt } = message;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    tell({ event: 'executing', dequeueCount, isLastAttempt, bytes: bytes.length, sha256 });
    signal.addEventListener('abort', () =>
      tell({ event: 'aborted', reason: (signal.reason as Error).name }),
    );

    if (typeof body === 'string' || dequeueCount >= (body.untilDelivery ?? Infinity)) return;
    await perform(body, message, signal);
  }
}

async function perform(
  script: Script,
  { saveProgress }: QueueMessage<unknown>,
  signal: AbortSignal,
): Promise<void> {
  switch (script.do) {
    case 'succeed':
      return;
    case 'fail':
      throw new Error('It went wrong. '.padEnd(script.length ?? 0, LONG_IN_JSON));
    case 'poison':
      throw new PoisonMessageError('It will never go right.');
    case 'retry':
      throw new RetryMessageError('It cannot be done now.', { delay: script.delay });
    case 'save':
      await saveProgress(padded(script.progress, script.length));
      tell({ event: 'saved' });
      return go(signal);
    case 'wait':
      return go(signal);
    case 'work':
      await pause(script.ms / 2, undefined, { signal });
      tell({ event: 'halfway' });
      await pause(script.ms / 2, undefined, { signal });
      return;
    case 'block':
      block();
      return script.afterwards === 'wait' ? go(signal) : undefined;
    case 'ignoreSignal':
      setInterval(() => {}, 60_000);
      return new Promise<never>(() => {});
    case 'neverEnd':
      return new Promise<never>(() => {});
    case 'exit':
      process.exit(script.code);
    case 'rejectUnhandled':
      void Promise.reject(new Error('Nobody handles this.'));
      return go(signal);
    case 'throwLater':
      throwLater(script.hasHandler);
      return go(signal);
    case 'exhaustMemory':
      return exhaustMemory();
    case 'blockExit':
      process.once('exit', (exitCode) => {
        tell({ event: 'exiting', exitCode });
        block();
      });
  }
}

function throwLater(hasHandler = false): void {
  if (hasHandler) {
    process.once('uncaughtException', ({ message }) => tell({ event: 'caught', message }));
  }
  setTimeout(() => {
    throw new Error('Nobody catches this.');
  });
}

function exhaustMemory(): never {
  const hoard: number[][] = [];
  for (;;) hoard.push(Array.from({ length: 10_000 }, (_, index) => index));
}

function block(): void {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(UNBLOCK_FILE)) Atomics.wait(cell, 0, 0, 20);
}

function padded(script: Script, length = 0): Script {
  return length === 0 ? script : { ...script, padding: '.'.repeat(length) };
}
