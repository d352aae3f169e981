import type { CallName, Fault, Settings } from './plan.ts';

/** One delivery of one message; messages are numbered as they were sent, deliveries of each from 1. */
export interface DeliveryId {
  readonly message: number;
  readonly delivery: number;
}

/** How an answer reads to the process: `uncertain` when the call may have been carried out all the same. */
export type Answer = 'ok' | 'stale' | 'refused' | 'uncertain' | 'forbidden';

/** What happened, as the world saw it. */
export type Happening = InWorld | InProcess | AtService;

type InWorld =
  Is<'sent', { message: number }> | Is<'remains', { message: number; queue: QueueName }>;

/** What happened to a process, what it did, and what it was told. */
type InProcess =
  | By<'started', { settings: Settings }>
  | By<'told to stop'>
  | By<'paused'>
  | By<'suspended'>
  | By<'resumed'>
  | By<'crashed', { during: readonly CallName[] }>
  | By<'ended', { exitCode: number }>
  | By<'asked', { call: number; name: CallName; fault: Fault } & Partial<DeliveryId>>
  | By<'answered', { call: number; answer: Answer }>
  | By<'executing', DeliveryId & { progress: number }>
  | By<'aborted', DeliveryId & { reason: string }>
  | By<'saved', DeliveryId & { progress: number }>
  | By<'executed', DeliveryId & { end: ExecutionEnd }>
  | By<'reported', DeliveryId & { outcome: string }>;

/** What a call took for an effect; a copy lies in the poison queue, or in the queue as a message of its own. */
type AtService =
  | By<'received', Effect & { leaseEndsAt: number; progress: number }>
  | By<'renewed', Effect & { leaseEndsAt: number; progress: number }>
  | By<'released', Effect>
  | By<'completed', Effect>
  | By<'poison copy', Effect & { progress: number }>
  | By<'requeue copy', Effect & { progress: number; copy: number }>;

type Is<Kind extends string, Facts> = { readonly kind: Kind } & Readonly<Facts>;
type By<Kind extends string, Facts = object> = Is<Kind, { process: number } & Facts>;
type Effect = DeliveryId & { readonly call: number };

export type QueueName = 'queue' | 'poison';

/** How an execution ended: by itself in one of its ways, or because it heeded its signal or could not save. */
export type ExecutionEnd =
  'return' | 'throw' | 'poison' | 'retry' | 'busy' | 'abort' | 'save-failed';

/** @property at by the service's clock, in milliseconds since the world began */
export type Event = Happening & { readonly at: number };

export type EventOf<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>;

/** Everything that happened, in its order. */
export type History = readonly Event[];

/** One line for each event. */
export function printHistory(history: History): string {
  return history.map(printEvent).join('\n');
}

function printEvent({ at, kind, ...facts }: Event): string {
  const { process, message, delivery, ...rest } = facts as Partial<DeliveryId> & {
    process?: number;
  };
  const subject = message === undefined ? '' : `m${message}`;
  return [
    `${(at / 1_000).toFixed(3).padStart(9)} s`,
    (process === undefined ? '' : `p${process}`).padEnd(3),
    kind,
    delivery === undefined ? subject : `${subject}#${delivery}`,
    ...Object.entries(rest)
      .filter(([name, value]) => !(name === 'fault' && value === 'none'))
      .map(([name, value]) => `${name}=${printValue(value)}`),
  ]
    .filter((word) => word !== '')
    .join(' ');
}

const printValue = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, orInfinity);

/** JSON has no word for it. */
const orInfinity = (_name: string, value: unknown): unknown =>
  value === Infinity ? 'Infinity' : value;
