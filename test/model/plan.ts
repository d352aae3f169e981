/** All that chance decides about a world before it begins. Times are in milliseconds. */
export interface Plan {
  readonly settings: Settings;
  readonly messages: readonly MessagePlan[];
  readonly processes: readonly ProcessPlan[];
  /** The seed of the order in which things go on that fall on the same moment. */
  readonly order: number;
}

/** The settings all processes share. */
export interface Settings {
  readonly maxDequeueCount: number;
  readonly maxMessages: number;
  readonly concurrency: number;
  readonly lease: number;
  readonly retryDelay: number;
  readonly grace: number;
  readonly executionTimeout: number | undefined;
  readonly idleTimeout: number;
  readonly maxRunTime: number | undefined;
  readonly poisonFormat: 'body' | 'envelope';
  /** How long a call of storage takes at most: then it is given up. */
  readonly callBound: number;
}

export interface MessagePlan {
  readonly sentAt: number;
  /** What its executions do, one after the other; all after these do their work at once and succeed. */
  readonly executions: readonly ExecutionPlan[];
}

/** One execution. */
export interface ExecutionPlan {
  /** `Infinity` never ends by itself. */
  readonly work: number;
  readonly saves: 'nothing' | 'before' | 'after' | 'unawaited';
  /** How long after the abort of its signal it still goes on; `Infinity` ignores the signal. */
  readonly heeds: number;
  readonly end: 'return' | 'throw' | 'poison' | 'retry' | 'busy';
}

export interface ProcessPlan {
  readonly startsAt: number;
  /** What becomes of its calls, one after the other; all after these are carried out at once. */
  readonly calls: readonly CallPlan[];
  readonly disturbances: readonly Disturbance[];
}

/** One call of storage. */
export interface CallPlan {
  /** How long the request travels. */
  readonly there: number;
  /** How long the answer travels; `Infinity` never arrives. */
  readonly back: number;
  readonly fault: Fault;
}

/**
 * What goes wrong with a call: no connection; the service is busy (503); it refuses access (403); the connection breaks before
 * the request arrived, or after it took effect.
 */
export const FAULTS = ['unreachable', 'busy', 'forbidden', 'request-lost', 'answer-lost'] as const;
export type Fault = 'none' | (typeof FAULTS)[number];

/** What happens to a process. Lengths are in milliseconds. */
export type Disturbance = { readonly when: Moment } & (
  | { readonly kind: 'stop' | 'crash' }
  /** Nothing of it goes on for a time, which its clock counts: a stopped container, a blocked event loop. */
  | { readonly kind: 'pause'; readonly length: number }
  /** Nothing of it goes on for a time, which its clock does not count: a suspended machine. */
  | { readonly kind: 'suspend'; readonly length: number }
  /** All its calls fail for a time. */
  | { readonly kind: 'outage'; readonly length: number; readonly fault: Fault }
);

/**
 * When something happens to a process: so long after its start, before one of its steps, counted from 1, or while it waits for
 * an answer to its first call of a kind.
 */
export type Moment =
  { readonly after: number } | { readonly step: number } | { readonly during: CallName };

/** The calls of storage. */
export const CALLS = ['receive', 'renew', 'release', 'complete', 'send'] as const;
export type CallName = (typeof CALLS)[number];
