import { once } from 'node:events';
import { is, type Call, type Work } from '../call.ts';
import { AS_ONCE, CANNOT_BE, ends, HIDDEN, NOTHING, VISIBLE } from '../end.ts';

const KEPT = ends(0, NOTHING, { outcome: 'completed' });
/** The executor is aborted and nothing is settled, so that the message comes back. */
const LOST = ends(12, VISIBLE, { outcome: 'lease-lost' });

/** Works until its lease has been renewed. */
async function execute({ signal, goesWell }: Work): Promise<void> {
  await Promise.race([goesWell, once(signal, 'abort')]);
  signal.throwIfAborted();
}

export const renew: Call = {
  name: 'a renewal',
  isIt: is('update'),
  after: is('receive'),
  scenario: { lease: 6, execute },
  undisturbed: KEPT,
  once: {
    'connection refused': KEPT,
    'reset before effect': KEPT,
    // Its receipt went down with the answer, and the next try says so.
    'reset after effect': LOST,
    '500 before effect': KEPT,
    '500 after effect': LOST,
    '503 ServerBusy': KEPT,
    "a gateway's 503": LOST,
    '403 AuthenticationFailed': KEPT,
    '403 AuthorizationPermissionMismatch': KEPT,
    '404 QueueNotFound': LOST,
    '409 QueueBeingDeleted': LOST,
    '400 PopReceiptMismatch': LOST,
    '404 MessageNotFound': LOST,
    // Long enough for a second try.
    'stall before effect': { ...KEPT, lease: 22 },
    'stall after effect': LOST,
    'late request': LOST,
    'late answer': LOST,
    overtaken: ends(12, HIDDEN, { outcome: 'lease-lost' }),
    'half an answer': LOST,
    garbage: LOST,
    'an answer cut short': CANNOT_BE,
    'foreign page': KEPT,
    'foreign success': KEPT,
  },
  forGood: {
    'connection refused': LOST,
    'reset before effect': LOST,
    'reset after effect': LOST,
    '500 before effect': LOST,
    '500 after effect': LOST,
    '503 ServerBusy': LOST,
    '404 QueueNotFound': AS_ONCE,
    '409 QueueBeingDeleted': AS_ONCE,
    'stall before effect': LOST,
    'stall after effect': LOST,
    'foreign page': LOST,
  },
};
