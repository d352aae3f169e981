import { is, type Call } from '../call.ts';
import { AS_ONCE, CANNOT_BE, ends, NOTHING } from '../end.ts';

const CREATED = ends(0, NOTHING);
const UNREACHABLE = ends(21, 'missing');
const UNCERTAIN = ends(21, NOTHING);

export const createQueue: Call = {
  name: 'the creation of a missing queue',
  isIt: is('create'),
  after: is('receive'),
  scenario: { isQueueMissing: true },
  undisturbed: CREATED,
  once: {
    'connection refused': CREATED,
    'reset before effect': UNREACHABLE,
    'reset after effect': UNCERTAIN,
    '500 before effect': UNREACHABLE,
    '500 after effect': UNCERTAIN,
    '503 ServerBusy': CREATED,
    "a gateway's 503": UNCERTAIN,
    '403 AuthenticationFailed': UNREACHABLE,
    '403 AuthorizationPermissionMismatch': UNREACHABLE,
    '404 QueueNotFound': CANNOT_BE,
    '409 QueueBeingDeleted': CREATED,
    '400 PopReceiptMismatch': CANNOT_BE,
    '404 MessageNotFound': CANNOT_BE,
    'stall before effect': UNREACHABLE,
    'stall after effect': UNCERTAIN,
    'late request': CREATED,
    'late answer': CREATED,
    overtaken: CANNOT_BE,
    'half an answer': UNCERTAIN,
    garbage: UNCERTAIN,
    'an answer cut short': CANNOT_BE,
    'foreign page': UNREACHABLE,
    'foreign success': UNREACHABLE,
  },
  forGood: {
    'connection refused': UNREACHABLE,
    'reset before effect': AS_ONCE,
    'reset after effect': AS_ONCE,
    '500 before effect': AS_ONCE,
    '500 after effect': AS_ONCE,
    '503 ServerBusy': UNREACHABLE,
    '404 QueueNotFound': CANNOT_BE,
    '409 QueueBeingDeleted': UNREACHABLE,
    'stall before effect': AS_ONCE,
    'stall after effect': AS_ONCE,
    'foreign page': AS_ONCE,
  },
};
