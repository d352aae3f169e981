import type { Ends } from '../call.ts';
import { AS_ONCE, CANNOT_BE, type End } from '../end.ts';

/** What the faults of a call that settles a message come to. */
export interface SettlingEnds {
  /** It was repeated until it was done. */
  readonly done: (tries: number) => End;
  /** Access was refused, which repeating does not change. */
  readonly refused: End;
  /** Somebody else has the message, or it is gone. */
  readonly lost: End;
  /** It was repeated until the lease ran out, and never took effect. */
  readonly inVain: End;
  /** The same, but it took effect without anybody knowing. */
  readonly unknown: End;
}

/** How runs end in which a call fails that settles a message. */
export function settling({ done, refused, lost, inVain, unknown }: SettlingEnds): Ends {
  return {
    once: {
      'connection refused': done(2),
      'reset before effect': done(2),
      // The second try finds the receipt stale, which is the missing answer.
      'reset after effect': done(2),
      '500 before effect': done(2),
      '500 after effect': done(2),
      '503 ServerBusy': done(2),
      "a gateway's 503": done(2),
      '403 AuthenticationFailed': refused,
      '403 AuthorizationPermissionMismatch': refused,
      '404 QueueNotFound': lost,
      '409 QueueBeingDeleted': lost,
      '400 PopReceiptMismatch': lost,
      '404 MessageNotFound': lost,
      'stall before effect': done(2),
      'stall after effect': done(2),
      // The receipt is good as long as nobody else receives the message.
      'late request': done(1),
      'late answer': done(1),
      overtaken: lost,
      'half an answer': done(2),
      garbage: done(2),
      // It has no text.
      'an answer cut short': CANNOT_BE,
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
      '404 QueueNotFound': AS_ONCE,
      '409 QueueBeingDeleted': AS_ONCE,
      'stall before effect': inVain,
      'stall after effect': unknown,
      'foreign page': inVain,
    },
  };
}
