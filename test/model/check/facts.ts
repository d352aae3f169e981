import type { DeliveryId, Event, EventOf } from '../history.ts';
import type { CallName } from '../plan.ts';

/** An event, and its place in the history: events of one moment have an order too. */
export type PlacedOf<Kind extends Event['kind']> = EventOf<Kind> & Place;

export interface Place {
  readonly at: number;
  readonly place: number;
}

/** A history, sorted by what it is about. */
export interface Facts {
  readonly processes: readonly ProcessFacts[];
  /** In the order in which they were received at the service. */
  readonly deliveries: readonly DeliveryFacts[];
  /** Every message that ever lay in the queue, copies included. */
  readonly messages: readonly number[];
  readonly remaining: readonly EventOf<'remains'>[];
}

/** All that is known about one process. */
export interface ProcessFacts {
  readonly number: number;
  readonly started: PlacedOf<'started'>;
  readonly stands: Stand[];
  readonly receives: CallFacts[];
  readonly deliveries: DeliveryFacts[];
  stopped?: PlacedOf<'told to stop'>;
  crashed?: PlacedOf<'crashed'>;
  ended?: PlacedOf<'ended'>;
}

/** A time in which nothing of a process went on; its clock did, unless it was suspended. */
export interface Stand {
  readonly isSuspended: boolean;
  readonly from: number;
  until: number;
}

/** A call that a process made. */
export interface CallFacts {
  readonly name: CallName;
  readonly asked: PlacedOf<'asked'>;
  answered?: PlacedOf<'answered'>;
}

export type Copy = PlacedOf<'poison copy' | 'requeue copy'>;

/** All that is known about one delivery. */
export interface DeliveryFacts extends DeliveryId {
  readonly process: ProcessFacts;
  readonly received: PlacedOf<'received'>;
  /** The receive that brought it. */
  readonly receive: CallFacts;
  /** Renew, release, complete, and the sending of copies. */
  readonly calls: CallFacts[];
  readonly renewals: PlacedOf<'renewed'>[];
  readonly saved: PlacedOf<'saved'>[];
  readonly copies: Copy[];
  executing?: PlacedOf<'executing'>;
  aborted?: PlacedOf<'aborted'>;
  executed?: PlacedOf<'executed'>;
  released?: PlacedOf<'released'>;
  completed?: PlacedOf<'completed'>;
  reported?: PlacedOf<'reported'>;
}

/** Whether a call is meant to settle, or is a part of it. */
export const isSettle = ({ name }: CallFacts): boolean =>
  name === 'release' || name === 'complete' || name === 'send';

export const isPoison = ({ kind }: Copy): boolean => kind === 'poison copy';

/** When a delivery asked for what then took effect: by then it was decided. */
export const askedFor = (
  { calls }: DeliveryFacts,
  { call }: { readonly call: number },
): PlacedOf<'asked'> => calls.find(({ asked }) => asked.call === call)!.asked;

/** Whether something had happened before. */
export const isBefore = (event: Place | undefined, other: Place): boolean =>
  event !== undefined && event.place < other.place;

export const nameOf = ({ message, delivery, process }: DeliveryFacts): string =>
  `m${message}#${delivery} of p${process.number}`;
