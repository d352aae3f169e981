import { fail, is, type Call } from '../call.ts';
import { ends, EVENT, HIDDEN, VISIBLE } from '../end.ts';
import { settling } from './settling.ts';

const COPY = { poison: [EVENT] };
const done = (tries: number) => ends(11, COPY, { outcome: 'poisoned', tries });
/** The next delivery makes a second copy. */
const LOST = ends(12, { ...HIDDEN, ...COPY }, { outcome: 'lease-lost', tries: 1 });

export const deleteAfterPoisonCopy: Call = {
  name: 'a deletion after the copy to the poison queue',
  isIt: is('delete'),
  after: is('send'),
  scenario: { hasPoisonQueue: true, options: { maxDequeueCount: 1 }, execute: fail },
  undisturbed: done(1),
  ...settling({
    done,
    refused: LOST,
    lost: LOST,
    inVain: ends(12, { ...VISIBLE, ...COPY }, { outcome: 'lease-lost' }),
    unknown: ends(12, COPY, { outcome: 'lease-lost' }),
  }),
};
