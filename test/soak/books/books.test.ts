import { expect, it } from 'vitest';
import { addBooks, closeBooks, type Books } from './books.ts';
import { RoundFixture } from './evidence.fixture.ts';
import { gatherStories } from './story.ts';

function booksOf({ evidence }: RoundFixture): Books {
  const wire = { requests: 7, faults: new Map([['latency', 2] as const]) };
  return closeBooks(evidence, gatherStories(evidence), wire);
}

/** A round in which one message of each fate is. */
function playRound(): RoundFixture {
  const round = new RoundFixture();
  round.sent = 5;
  // 1 is completed, 2 completed twice, 3 poisoned, 4 completed and poisoned; 5 is lost.
  const dying = round.process().completes(1).receives(2).begins(2).ends(2).receives(4).begins(4);
  dying.ends(4).receives(5).begins(5).dies();
  const other = round.process().completes(2).receives(3).begins(3).ends(3, 'poison');
  round.poisons(3);
  round.poisons(4);
  other.deletes(3).receives(4).deletes(4).isSent('SIGTERM').exits(11);
  return round;
}

it('counts every message once by its fate, and everything that happened', () => {
  expect(booksOf(playRound())).toEqual({
    sent: 5,
    deliveries: 7,
    executionsBegun: 6,
    executionsEnded: 5,
    completed: 3,
    poisoned: 1,
    completedAndPoisoned: 1,
    duplicated: 1,
    lost: 1,
    returns: { 'its process died': 2 },
    overlaps: {},
    processes: 2,
    kills: 1,
    terms: 1,
    pauses: 0,
    exitCodes: { '11': 1 },
    requests: 7,
    faults: { latency: 2 },
  });
});

it('adds the books of rounds up', () => {
  const books = booksOf(playRound());
  const other = { ...books, exitCodes: { '0': 4, '11': 1 }, lost: 0 };

  expect(addBooks(books, other)).toMatchObject({
    sent: 10,
    lost: 1,
    faults: { latency: 4 },
    exitCodes: { '0': 4, '11': 2 },
  });
});
