import { is, type Call } from '../call.ts';
import { ends, HIDDEN, VISIBLE } from '../end.ts';
import { settling } from './settling.ts';

const ABORTED = { outcome: 'aborted', executions: 0 } as const;
const done = (tries: number) => ends(143, VISIBLE, { ...ABORTED, tries });
/** It comes back all the same, when its lease runs out. */
const STAYS = ends(143, HIDDEN, { ...ABORTED, tries: 1 });
const COMES_BACK = ends(143, VISIBLE, ABORTED);
const ENDS = settling({
  done,
  refused: STAYS,
  lost: ends(12, HIDDEN, { outcome: 'lease-lost', executions: 0, tries: 1 }),
  inVain: COMES_BACK,
  unknown: COMES_BACK,
});

export const releaseAtShutdown: Call = {
  name: 'a release at shutdown',
  isIt: is('update'),
  after: is('receive'),
  scenario: { isClosed: true },
  undisturbed: done(1),
  ...ENDS,
  // The process is to end: there is no time for a second try after one that took so long.
  once: { ...ENDS.once, 'stall before effect': STAYS, 'stall after effect': done(1) },
};
