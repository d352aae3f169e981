import type { Script, Told } from '../app/src/script.ts';
import * as call from './calls.ts';
import type { Which } from './wire/fault-proxy.ts';

/** Where a message is once the process that had it is gone. */
export interface Whereabouts {
  readonly name: string;
  readonly isInQueue: boolean;
  /** Whether everybody sees it: both can be of a message under a lease, which may have ended by now. */
  readonly isVisible: readonly boolean[];
  /** The number that the next delivery has of all that the process left in the queue. */
  readonly nextDelivery: number;
}

const AS_IT_WAS = { name: 'as it was', isInQueue: true, isVisible: [true], nextDelivery: 1 };
const LEASED = { name: 'to its lease', isInQueue: true, isVisible: [true, false], nextDelivery: 2 };
const RELEASED = { name: 'released', isInQueue: true, isVisible: [true], nextDelivery: 2 };
const GONE = { name: 'deleted', isInQueue: false, isVisible: [false], nextDelivery: 2 };

/** A step of a run at which its process is killed, and what then holds. */
export interface CrashStep {
  readonly at: string;
  /** What the message asks for. */
  readonly script: Script;
  /** The call at which the process is held, before it takes effect or before its answer comes. */
  readonly held?: readonly [Which, 'before' | 'after'];
  /** What the process tells when it is there. */
  readonly told?: Told['event'];
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Whether the run is over, with all its messages. */
  readonly isAfterRun?: boolean;
  /** Whether the poison queue exists from the beginning. */
  readonly hasPoisonQueue?: boolean;
  /** Where the message is right after. */
  readonly left: Whereabouts;
  /** How many copies the poison queue has right after, if it exists, and once everything was delivered again. */
  readonly copies?: readonly [number | undefined, number];
  /** What the process has reported; nothing by default. */
  readonly report?: RegExp;
}

const SUCCEED: Script = { do: 'succeed' };
const FAIL: Script = { do: 'fail', untilDelivery: 2 };
const POISON: Script = { do: 'poison' };
const WAIT: Script = { do: 'wait', untilDelivery: 2 };

const before = (which: Which) => [which, 'before'] as const;
const after = (which: Which) => [which, 'after'] as const;

/** All of them, in the order in which a run comes to them. */
export const CRASH_STEPS: readonly CrashStep[] = [
  {
    at: 'before its receive takes effect',
    script: SUCCEED,
    held: before(call.RECEIVE),
    left: AS_IT_WAS,
  },
  {
    at: 'before it knows what it received',
    script: SUCCEED,
    held: after(call.RECEIVE),
    left: LEASED,
  },
  { at: 'while it executes', script: WAIT, told: 'executing', left: LEASED },
  {
    at: 'before its renewal takes effect',
    script: WAIT,
    held: before(call.RENEWAL),
    left: LEASED,
  },
  { at: 'after its renewal took effect', script: WAIT, held: after(call.RENEWAL), left: LEASED },
  {
    at: 'before its deletion takes effect',
    script: SUCCEED,
    held: before(call.DELETION),
    left: LEASED,
  },
  { at: 'after its deletion took effect', script: SUCCEED, held: after(call.DELETION), left: GONE },
  { at: 'before its release takes effect', script: FAIL, held: before(call.RELEASE), left: LEASED },
  { at: 'after its release took effect', script: FAIL, held: after(call.RELEASE), left: RELEASED },
  {
    at: 'before the poison queue is created',
    script: POISON,
    held: before(call.CREATION_OF_POISON_QUEUE),
    left: LEASED,
    copies: [undefined, 1],
  },
  {
    at: 'after the poison queue was created',
    script: POISON,
    held: after(call.CREATION_OF_POISON_QUEUE),
    left: LEASED,
    copies: [0, 1],
  },
  {
    at: 'before the poison copy is sent',
    script: POISON,
    hasPoisonQueue: true,
    held: before(call.POISON_COPY),
    left: LEASED,
    copies: [0, 1],
  },
  {
    at: 'after the poison copy was sent',
    script: POISON,
    hasPoisonQueue: true,
    held: after(call.POISON_COPY),
    left: LEASED,
    copies: [1, 2],
  },
  {
    at: 'between the copy and the deletion',
    script: POISON,
    held: before(call.DELETION),
    left: LEASED,
    copies: [1, 2],
  },
  {
    at: 'after the original was deleted',
    script: POISON,
    held: after(call.DELETION),
    left: GONE,
    copies: [1, 1],
  },
  {
    at: 'while it closes the application',
    script: SUCCEED,
    env: { HOLD: 'destroy' },
    told: 'destroy',
    isAfterRun: true,
    left: GONE,
  },
  {
    at: 'once its exit code is set',
    script: { do: 'blockExit' },
    told: 'exiting',
    isAfterRun: true,
    left: GONE,
    report: /"exitCode":0/,
  },
];
