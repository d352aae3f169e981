import { fail, is, type Call } from '../call.ts';
import { AS_ONCE, COPIES, ends, EVENT, HIDDEN, VISIBLE } from '../end.ts';
import { copying } from './copying.ts';

/** It stays away for a lease, and its next delivery moves it without executing it. */
const STAYS = ends(10, { ...HIDDEN, poison: [] }, { outcome: 'released' });

/** @param earlier how many tries came before, which found the poison queue missing */
const endsAfter = (earlier: number) =>
  copying({
    done: (tries) => poisoned(earlier + tries),
    twice: ends(11, { poison: [EVENT, EVENT] }, { outcome: 'poisoned', tries: earlier + 2 }),
    refused: STAYS,
    inVain: ends(10, { ...VISIBLE, poison: [] }, { outcome: 'released' }),
    unknown: ends(10, { ...VISIBLE, poison: COPIES }, { outcome: 'released' }),
  });

const poisoned = (tries: number) => ends(11, { poison: [EVENT] }, { outcome: 'poisoned', tries });

const isIt: Call['isIt'] = ({ operation, queueName }) =>
  operation === 'send' && queueName.endsWith('-poisen');

export const poisonCopy: Call = {
  name: 'a copy to the poison queue',
  isIt,
  after: is('receive'),
  scenario: { hasPoisonQueue: true, options: { maxDequeueCount: 1 }, execute: fail, isAlone: true },
  undisturbed: poisoned(1),
  ...endsAfter(0),
};

const SECOND = endsAfter(1);

export const secondPoisonCopy: Call = {
  name: 'a copy to a poison queue just created',
  isIt,
  after: is('create'),
  scenario: { options: { maxDequeueCount: 1 }, execute: fail, isAlone: true },
  undisturbed: poisoned(2),
  once: { ...SECOND.once, '404 QueueNotFound': STAYS },
  forGood: { ...SECOND.forGood, '404 QueueNotFound': AS_ONCE },
};
