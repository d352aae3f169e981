import { is, type Call } from '../call.ts';
import { ends, EVENT, HIDDEN, VISIBLE } from '../end.ts';
import { settling } from './settling.ts';

const done = (tries: number) => ends(143, VISIBLE, { outcome: 'aborted', executions: 0, tries });
const LEASE_LOST = { outcome: 'lease-lost', executions: 0 } as const;
/** The copy is there, and the original comes back. */
const LOST = ends(12, { ...VISIBLE, ...HIDDEN }, { ...LEASE_LOST, tries: 1 });
const ENDS = settling({
  done,
  refused: LOST,
  lost: LOST,
  inVain: ends(12, { visible: [EVENT, EVENT] }, LEASE_LOST),
  unknown: ends(12, VISIBLE, LEASE_LOST),
});

export const deleteAfterRequeueCopy: Call = {
  name: 'a deletion after the copy that takes the place of a message never begun',
  isIt: is('delete'),
  after: is('send'),
  scenario: { options: { maxDequeueCount: 1 }, isClosed: true },
  undisturbed: done(1),
  ...ENDS,
  once: {
    ...ENDS.once,
    // The process is to end: there is no time for a second try after one that took so long.
    'stall before effect': LOST,
    'stall after effect': ends(12, VISIBLE, { ...LEASE_LOST, tries: 1 }),
    // What somebody else receives is the copy.
    overtaken: ends(143, HIDDEN, { outcome: 'aborted', executions: 0, tries: 1 }),
  },
};
