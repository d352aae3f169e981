import type { Setting } from './plan.interface.js';
import type { TimelinePoint } from './timeline.js';

/** How a simulation ended. */
export const PLAN_END = {
  /** Every message is deleted or poisoned, every pod gone. */
  finished: 'finished',
  /** Messages wait, no pod runs, and no poll will ever create one. */
  starved: 'starved',
  /** It took more steps than a simulation may. */
  cut: 'cut',
} as const;
export type PlanEnd = (typeof PLAN_END)[keyof typeof PLAN_END];

/** Requests that the storage account is asked, and bills, those of senders not counted. */
export interface StorageRequests {
  /** Get Messages, by pods. */
  receives: number;
  /** Delete Message, by pods. */
  deletes: number;
  /** Update Message that keeps a lease. */
  renewals: number;
  /** Update Message that ends one. */
  releases: number;
  /** Put Message to the poison queue. */
  poisonSends: number;
  /** Peek Messages, by KEDA. */
  peeks: number;
  /** Get Queue Metadata, by KEDA. */
  counts: number;
}

/** What a setting makes of a load. Times are in seconds. */
export interface PlanResult {
  readonly setting: Setting;
  readonly end: PlanEnd;
  readonly messages: number;
  /** Executed to the end and deleted. */
  readonly done: number;
  readonly poisoned: number;
  readonly pods: number;
  /** Pods that received nothing. */
  readonly emptyPods: number;
  /** From the moment a message is visible to its first execution, of those that were executed; absent when none was. */
  readonly wait?: { readonly mean: number; readonly p95: number; readonly max: number };
  readonly requests: Readonly<StorageRequests>;
  /** The time that containers ran, of all pods together. */
  readonly podSeconds: number;
  /** From the start until nothing was left to do. */
  readonly duration: number;
  readonly timeline: readonly TimelinePoint[];
}

/** The mean, the 95th percentile (nearest rank) and the greatest of some waits, from milliseconds to seconds. */
export function summarizeWaits(waits: Float64Array): PlanResult['wait'] | undefined {
  const known = waits.filter((wait) => !Number.isNaN(wait)).sort();
  if (known.length === 0) return undefined;
  const sum = known.reduce((total, wait) => total + wait, 0);
  return {
    mean: inSeconds(sum / known.length),
    p95: inSeconds(known[Math.ceil(known.length * 0.95) - 1]!),
    max: inSeconds(known.at(-1)!),
  };
}

/** To the millisecond. */
export function inSeconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1_000;
}
