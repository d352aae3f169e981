import { is, type Call } from '../call.ts';
import { AS_ONCE, CANNOT_BE, ends, HIDDEN, NOTHING, VISIBLE } from '../end.ts';

const SAVED = { visible: ['saved'] };
/** It is the executor's to decide what a failed rewrite means; this one fails. */
const FAILED = ends(10, VISIBLE, { outcome: 'released', tries: 1 });
const FAILED_WITH_PROGRESS = ends(10, SAVED, { outcome: 'released', tries: 1 });
/** The receipt went down with the answer, so that nothing can be settled. */
const LOST = ends(12, HIDDEN, { outcome: 'lease-lost', tries: 1 });

export const saveProgress: Call = {
  name: 'a rewrite that saves progress',
  isIt: ({ operation, hasText }) => operation === 'update' && hasText,
  after: is('receive'),
  scenario: { execute: ({ message }) => message.saveProgress('saved') },
  undisturbed: ends(0, NOTHING, { outcome: 'completed', tries: 1 }),
  once: {
    'connection refused': FAILED,
    'reset before effect': FAILED,
    'reset after effect': LOST,
    '500 before effect': FAILED,
    '500 after effect': LOST,
    '503 ServerBusy': FAILED,
    "a gateway's 503": LOST,
    '403 AuthenticationFailed': FAILED,
    '403 AuthorizationPermissionMismatch': FAILED,
    '404 QueueNotFound': LOST,
    '409 QueueBeingDeleted': LOST,
    '400 PopReceiptMismatch': LOST,
    '404 MessageNotFound': LOST,
    'stall before effect': FAILED,
    'stall after effect': LOST,
    // As it would have renewed the lease, it is given up when that ends.
    'late request': CANNOT_BE,
    'late answer': { ...LOST, left: FAILED_WITH_PROGRESS.left },
    overtaken: CANNOT_BE,
    'half an answer': LOST,
    garbage: LOST,
    'an answer cut short': CANNOT_BE,
    'foreign page': FAILED,
    'foreign success': FAILED,
  },
  forGood: {
    'connection refused': ends(10, VISIBLE, { outcome: 'released' }),
    'reset before effect': FAILED,
    'reset after effect': FAILED_WITH_PROGRESS,
    '500 before effect': FAILED,
    '500 after effect': FAILED_WITH_PROGRESS,
    '503 ServerBusy': FAILED,
    '404 QueueNotFound': AS_ONCE,
    '409 QueueBeingDeleted': AS_ONCE,
    // The rewrite would have renewed the lease, which runs out meanwhile.
    'stall before effect': ends(12, VISIBLE, { outcome: 'lease-lost' }),
    'stall after effect': ends(12, SAVED, { outcome: 'lease-lost' }),
    'foreign page': FAILED,
  },
};
