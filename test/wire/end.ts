import type { Outcome } from 'nestjs-queue-job';
import { expect } from 'vitest';
import { EMPTY, type QueueState } from '../support/test-queue.ts';

/** The text of the one message there is. */
export const EVENT = 'event';

/** Copies of the event, one at least: nobody knows which of the tries took effect. */
export const COPIES = expect.arrayContaining([EVENT]) as readonly string[];

/** How a run is expected to end. */
export interface End {
  readonly exitCode: number;
  /** Of its delivery; absent when it came to none. */
  readonly outcome?: Outcome;
  /** What is in the queues, once what comes back has come back; `missing` when there is no queue. */
  readonly left: QueueState | 'missing';
  /** How often the executor is called. Default: once in a delivery. */
  readonly executions?: number;
  /** How often the call is made, refused connections included, where that tells something. */
  readonly tries?: number;
  /** In seconds, where another lease than the fault's is needed to see this end. */
  readonly lease?: number;
}

/** A run that ends with this exit code and leaves this. */
export function ends(
  exitCode: number,
  left: Partial<QueueState> | 'missing',
  more: Omit<End, 'exitCode' | 'left'> = {},
): End {
  return { exitCode, left: left === 'missing' ? left : { ...EMPTY, ...left }, ...more };
}

export const NOTHING: Partial<QueueState> = {};
export const VISIBLE: Partial<QueueState> = { visible: [EVENT] };
export const HIDDEN: Partial<QueueState> = { hidden: 1 };

/** The call cannot meet this fault. */
export const CANNOT_BE = 'cannot be';

/** The call is not made again, so that it makes no difference whether the fault passes. */
export const AS_ONCE = 'as once';

/** How many messages are visible in the end, at least. */
export function visibleIn(left: End['left']): number {
  if (left === 'missing') return 0;
  return left.visible === COPIES ? 1 : left.visible.length;
}
