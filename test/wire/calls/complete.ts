import { is, type Call } from '../call.ts';
import { ends, HIDDEN, NOTHING, VISIBLE } from '../end.ts';
import { settling } from './settling.ts';

const done = (tries: number) => ends(0, NOTHING, { outcome: 'completed', tries });
/** The work is done, and is done again when the message comes back. */
const LOST = ends(12, HIDDEN, { outcome: 'lease-lost', tries: 1 });

export const complete: Call = {
  name: 'a completion',
  isIt: is('delete'),
  after: is('receive'),
  scenario: {},
  undisturbed: done(1),
  ...settling({
    done,
    refused: LOST,
    lost: LOST,
    inVain: ends(12, VISIBLE, { outcome: 'lease-lost' }),
    unknown: ends(12, NOTHING, { outcome: 'lease-lost' }),
  }),
};
