import { is, type Call } from '../call.ts';
import { COPIES, ends, EVENT, HIDDEN, VISIBLE } from '../end.ts';
import { copying } from './copying.ts';

const ABORTED = { outcome: 'aborted', executions: 0 } as const;
const done = (tries: number) => ends(143, VISIBLE, { ...ABORTED, tries });
const STAYS = ends(143, HIDDEN, ABORTED);
const ENDS = copying({
  done,
  twice: ends(143, { visible: [EVENT, EVENT] }, { ...ABORTED, tries: 2 }),
  refused: STAYS,
  inVain: ends(143, VISIBLE, ABORTED),
  unknown: ends(143, { visible: COPIES, ...HIDDEN }, ABORTED),
});

export const requeueCopy: Call = {
  name: 'a copy that takes the place of a message never begun',
  isIt: is('send'),
  after: is('receive'),
  scenario: { options: { maxDequeueCount: 1 }, isClosed: true, isAlone: true },
  undisturbed: done(1),
  ...ENDS,
  once: {
    ...ENDS.once,
    // The process is to end: there is no time for a second try after one that took so long.
    'stall before effect': { ...STAYS, tries: 1 },
    'stall after effect': ends(143, { ...VISIBLE, ...HIDDEN }, { ...ABORTED, tries: 1 }),
  },
};
