import { describe, expect, it } from 'vitest';
import { brokenBy, COMPLETED, EXECUTED, RECEIVED, RECEIVED_AGAIN } from './check.fixture.ts';

describe('check()', () => {
  it.each([
    ['in which nothing happens', ''],
    ['in which a message is executed and deleted', RECEIVED + EXECUTED + COMPLETED],
    [
      'in which a failed message comes back and is deleted by another process',
      `${RECEIVED}
      1.000 s p1 executing m1#1 progress=0
      2.000 s p1 executed m1#1 end=throw
      2.000 s p1 asked m1#1 call=2 name=release
      2.000 s p1 released m1#1 call=2
      2.000 s p1 answered call=2 answer=ok
      2.000 s p1 reported m1#1 outcome=released
      2.000 s p1 ended exitCode=10
      3.000 s p2 started
      3.000 s p2 asked call=3 name=receive
      3.000 s p2 received m1#2 call=3 leaseEndsAt=33000 progress=0
      3.000 s p2 answered call=3 answer=ok
      3.000 s p2 executing m1#2 progress=0
      3.000 s p2 executed m1#2 end=return
      3.000 s p2 asked m1#2 call=4 name=complete
      3.000 s p2 completed m1#2 call=4
      3.000 s p2 answered call=4 answer=ok
      3.000 s p2 reported m1#2 outcome=completed
      3.000 s p2 ended exitCode=0`,
    ],
    [
      'in which the last attempt fails and the message is poisoned',
      `${RECEIVED_AGAIN}
      1.000 s p1 executing m1#2 progress=0
      2.000 s p1 executed m1#2 end=throw
      2.000 s p1 asked m1#2 call=2 name=send
      2.000 s p1 poison copy m1#2 call=2 progress=0
      2.000 s p1 answered call=2 answer=ok
      2.000 s p1 asked m1#2 call=3 name=complete
      2.000 s p1 completed m1#2 call=3
      2.000 s p1 answered call=3 answer=ok
      2.000 s p1 reported m1#2 outcome=poisoned
      2.000 s p1 ended exitCode=11
      9.000 s    remains m1 queue=poison`,
    ],
    [
      'in which the queue is empty',
      `
      0.000 s p1 started
      0.000 s p1 asked call=1 name=receive
      0.000 s p1 answered call=1 answer=ok
      0.000 s p1 ended exitCode=0`,
    ],
  ])('finds nothing wrong with a history %s', (_what, history) => {
    expect(brokenBy(history)).toEqual([]);
  });

  it('tells of every promise that a history breaks', () => {
    const history = `${RECEIVED}
      1.000 s p1 asked m1#1 call=2 name=complete
      1.000 s p1 completed m1#1 call=2
      1.000 s p1 answered call=2 answer=ok
      1.000 s p1 reported m1#1 outcome=poisoned
      1.000 s p1 ended exitCode=0`;

    expect(brokenBy(history)).toEqual([
      'deleted with a reason: m1#1 of p1 was deleted before an execution had ended well, and before there was a copy.',
      'told the truth: m1#1 of p1 was said to be poisoned, which it was not.',
      'told the truth: p1 ended with 0 instead of 11.',
    ]);
  });
});
