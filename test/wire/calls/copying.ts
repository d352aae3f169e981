import type { Ends } from '../call.ts';
import { CANNOT_BE, type End } from '../end.ts';

/** What the faults of a call come to that sends a copy of a message, before the message is deleted. */
export interface CopyingEnds {
  /** There is one copy. */
  readonly done: (tries: number) => End;
  /** Nobody knows whether the first try took effect: a second copy is better than none. */
  readonly twice: End;
  /** Access was refused; the message stays away for a lease. */
  readonly refused: End;
  /** It was repeated until the lease was about to run out, and never took effect. */
  readonly inVain: End;
  /** The same, but there is a copy at least. */
  readonly unknown: End;
}

/** How runs end in which a copy fails. */
export function copying(ends: CopyingEnds): Ends {
  const { done, twice, refused, inVain, unknown } = ends;
  return {
    once: {
      'connection refused': done(2),
      'reset before effect': done(2),
      'reset after effect': twice,
      '500 before effect': done(2),
      '500 after effect': twice,
      '503 ServerBusy': done(2),
      "a gateway's 503": twice,
      '403 AuthenticationFailed': refused,
      '403 AuthorizationPermissionMismatch': refused,
      // The queue is created, which does no harm to the one that is there.
      '404 QueueNotFound': done(2),
      '409 QueueBeingDeleted': done(2),
      '400 PopReceiptMismatch': CANNOT_BE,
      '404 MessageNotFound': CANNOT_BE,
      'stall before effect': done(2),
      'stall after effect': twice,
      'late request': done(1),
      'late answer': done(1),
      // The lease is kept meanwhile.
      overtaken: CANNOT_BE,
      'half an answer': twice,
      garbage: twice,
      'an answer cut short': done(1),
      'foreign page': done(2),
      'foreign success': done(2),
    },
    forGood: {
      'connection refused': inVain,
      'reset before effect': inVain,
      'reset after effect': unknown,
      '500 before effect': inVain,
      '500 after effect': unknown,
      '503 ServerBusy': inVain,
      '404 QueueNotFound': inVain,
      '409 QueueBeingDeleted': inVain,
      'stall before effect': inVain,
      'stall after effect': unknown,
      'foreign page': inVain,
    },
  };
}
