import { fail, is, type Call } from '../call.ts';
import { CANNOT_BE, ends, EVENT, HIDDEN, VISIBLE } from '../end.ts';

const POISONED = ends(11, { poison: [EVENT] }, { outcome: 'poisoned' });
const STAYS = ends(10, HIDDEN, { outcome: 'released' });
const COMES_BACK = ends(10, VISIBLE, { outcome: 'released' });

export const createPoisonQueue: Call = {
  name: 'the creation of a missing poison queue',
  isIt: is('create'),
  after: is('send'),
  scenario: { options: { maxDequeueCount: 1 }, execute: fail, isAlone: true },
  undisturbed: POISONED,
  once: {
    'connection refused': POISONED,
    'reset before effect': POISONED,
    'reset after effect': POISONED,
    '500 before effect': POISONED,
    '500 after effect': POISONED,
    '503 ServerBusy': POISONED,
    "a gateway's 503": POISONED,
    '403 AuthenticationFailed': STAYS,
    '403 AuthorizationPermissionMismatch': STAYS,
    '404 QueueNotFound': CANNOT_BE,
    '409 QueueBeingDeleted': POISONED,
    '400 PopReceiptMismatch': CANNOT_BE,
    '404 MessageNotFound': CANNOT_BE,
    'stall before effect': POISONED,
    'stall after effect': POISONED,
    'late request': POISONED,
    'late answer': POISONED,
    // The lease is kept meanwhile.
    overtaken: CANNOT_BE,
    'half an answer': POISONED,
    garbage: POISONED,
    'an answer cut short': CANNOT_BE,
    'foreign page': POISONED,
    'foreign success': POISONED,
  },
  forGood: {
    'connection refused': COMES_BACK,
    'reset before effect': COMES_BACK,
    // The next try finds the queue.
    'reset after effect': POISONED,
    '500 before effect': COMES_BACK,
    '500 after effect': POISONED,
    '503 ServerBusy': COMES_BACK,
    '404 QueueNotFound': CANNOT_BE,
    '409 QueueBeingDeleted': COMES_BACK,
    'stall before effect': COMES_BACK,
    'stall after effect': ends(10, { ...VISIBLE, poison: [] }, { outcome: 'released' }),
    'foreign page': COMES_BACK,
  },
};
