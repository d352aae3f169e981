import { fail, is, type Call } from '../call.ts';
import { ends, HIDDEN, VISIBLE } from '../end.ts';
import { settling } from './settling.ts';

const done = (tries: number) => ends(10, VISIBLE, { outcome: 'released', tries });
/** It comes back all the same, when its lease runs out. */
const COMES_BACK = ends(10, VISIBLE, { outcome: 'released' });

const releaseAfter = (seconds: number, name: string): Call => ({
  name,
  isIt: ({ operation, visibilityTimeout }) =>
    operation === 'update' && visibilityTimeout === seconds,
  after: is('receive'),
  scenario: { options: { retryDelay: seconds }, execute: fail },
  undisturbed: done(1),
  ...settling({
    done,
    refused: ends(10, HIDDEN, { outcome: 'released', tries: 1 }),
    lost: ends(12, HIDDEN, { outcome: 'lease-lost', tries: 1 }),
    inVain: COMES_BACK,
    unknown: COMES_BACK,
  }),
});

export const release = releaseAfter(0, 'a release');
export const releaseWithDelay = releaseAfter(1, 'a release with RetryDelay');
