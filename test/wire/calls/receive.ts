import { is, type Call } from '../call.ts';
import { AS_ONCE, CANNOT_BE, ends, HIDDEN, NOTHING, VISIBLE } from '../end.ts';

const done = (tries: number) => ends(0, NOTHING, { outcome: 'completed', tries });
const UNTOUCHED = ends(21, VISIBLE, { tries: 1 });
/** Nobody knows its receipt: it comes back when its lease runs out, and a second receive would hide another. */
const LEASED = ends(21, HIDDEN, { tries: 1 });
const GIVEN_UP = ends(21, VISIBLE, { tries: 4 });

export const receive: Call = {
  name: 'a receive',
  isIt: is('receive'),
  scenario: {},
  undisturbed: done(1),
  once: {
    'connection refused': done(2),
    'reset before effect': UNTOUCHED,
    'reset after effect': LEASED,
    '500 before effect': UNTOUCHED,
    '500 after effect': LEASED,
    '503 ServerBusy': done(2),
    "a gateway's 503": LEASED,
    '403 AuthenticationFailed': UNTOUCHED,
    '403 AuthorizationPermissionMismatch': UNTOUCHED,
    '404 QueueNotFound': ends(0, VISIBLE, { tries: 1 }),
    '409 QueueBeingDeleted': done(2),
    '400 PopReceiptMismatch': CANNOT_BE,
    '404 MessageNotFound': CANNOT_BE,
    'stall before effect': UNTOUCHED,
    'stall after effect': LEASED,
    'late request': done(1),
    'late answer': done(1),
    overtaken: ends(12, HIDDEN, { outcome: 'lease-lost', executions: 0, tries: 1 }),
    'half an answer': LEASED,
    garbage: LEASED,
    'an answer cut short': LEASED,
    'foreign page': UNTOUCHED,
    'foreign success': UNTOUCHED,
  },
  forGood: {
    'connection refused': GIVEN_UP,
    'reset before effect': AS_ONCE,
    'reset after effect': AS_ONCE,
    '500 before effect': AS_ONCE,
    '500 after effect': AS_ONCE,
    '503 ServerBusy': GIVEN_UP,
    '404 QueueNotFound': AS_ONCE,
    '409 QueueBeingDeleted': GIVEN_UP,
    'stall before effect': AS_ONCE,
    'stall after effect': AS_ONCE,
    'foreign page': AS_ONCE,
  },
};
