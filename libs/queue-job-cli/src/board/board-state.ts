import type { QueueCount } from '../stats/look-at.js';

// What the page asks for and is answered, as JSON.

/** One look at both queues; `null` where there was nothing to see: a queue is missing, or nobody answered. */
export interface Sample {
  /** In milliseconds since the epoch. */
  readonly time: number;
  readonly queue: SampledQueue | null;
  readonly poison: SampledQueue | null;
}

export interface SampledQueue {
  readonly count: number;
  /** In milliseconds; `null` when no message can be seen. */
  readonly oldestAge: number | null;
}

export interface ShownQueue {
  readonly name: string;
  /** `null` when it is missing, or was not seen yet. */
  readonly count: (QueueCount & { readonly hidden: number | null }) | null;
}

export interface BoardState {
  /** What time the board has, in milliseconds since the epoch. */
  readonly now: number;
  /** Between two looks, in milliseconds. */
  readonly interval: number;
  /** When the queues were last seen; `null` when they never were. */
  readonly seenAt: number | null;
  /** Why the last look failed. */
  readonly fault: string | null;
  readonly queue: ShownQueue;
  readonly poison: ShownQueue;
  readonly samples: readonly Sample[];
  /** Changes with what {@link PoisonState} tells. */
  readonly poisonVersion: number;
  readonly redrive: RedriveState | null;
}

export interface PoisonState {
  readonly version: number;
  readonly groups: readonly ShownGroup[];
}

/** Messages that were given up for one reason. */
export interface ShownGroup {
  /** Names the reason in a request. */
  readonly key: string;
  /** `null` for messages that do not tell theirs. */
  readonly reason: string | null;
  readonly types: readonly string[];
  readonly messages: readonly ShownMessage[];
}

export interface ShownMessage {
  readonly id: string;
  readonly type: string | null;
  /** In milliseconds since the epoch: since when it is in the poison queue. */
  readonly insertedOn: number;
  readonly preview: string;
  readonly body: string;
  /** In the order in which they are shown. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** What was thrown. */
  readonly error: string | null;
}

/** Which messages are to be redriven. */
export type Selection = { readonly group: string } | { readonly id: string };

/** What a redrive would do. */
export interface Preview {
  readonly selected: number;
  /** About how many there are in all. */
  readonly total: number;
  readonly notes: readonly string[];
}

/** A redrive on its way, or the last one. */
export interface RedriveState {
  /** Which one, counted from 1. */
  readonly number: number;
  readonly isRunning: boolean;
  readonly isStopping: boolean;
  /** How many were confirmed. */
  readonly confirmed: number;
  readonly looked: number;
  readonly gone: number;
  /** How many are still to be given back; `null` before the end. */
  readonly toGiveBack: number | null;
  /** Of one that is over. */
  readonly result: RedriveResult | null;
}

export interface RedriveResult {
  readonly summary: string;
  readonly notes: readonly string[];
  readonly troubles: readonly { readonly id: string; readonly why: string }[];
  /** What ended it before its end. */
  readonly error: string | null;
}
