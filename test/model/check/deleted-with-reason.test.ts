import { describe, expect, it } from 'vitest';
import { brokenBy, RECEIVED } from './check.fixture.ts';

const FAULT =
  'deleted with a reason: m1#1 of p1 was deleted before an execution had ended well, and before there was a copy.';

const DELETED = `
  2.000 s p1 asked m1#1 call=3 name=complete
  2.000 s p1 completed m1#1 call=3
  2.000 s p1 crashed during=["complete"]`;

describe('the promise that nothing is deleted without a reason', () => {
  it.each([
    ['an execution that ended well', '1.000 s p1 executed m1#1 end=return'],
    [
      'a copy in the poison queue',
      `1.000 s p1 executed m1#1 end=poison
       1.000 s p1 asked m1#1 call=2 name=send
       1.000 s p1 poison copy m1#1 call=2 progress=0
       9.000 s    remains m1 queue=poison`,
    ],
    [
      'a copy in the queue',
      `1.000 s p1 executed m1#1 end=busy
       1.000 s p1 asked m1#1 call=2 name=send
       1.000 s p1 requeue copy m1#1 call=2 progress=0 copy=2
       9.000 s    remains m2 queue=queue`,
    ],
  ])('takes for one %s', (_what, reason) => {
    const executing = '1.000 s p1 executing m1#1 progress=0';

    expect(brokenBy(RECEIVED, executing, reason, DELETED)).toEqual([]);
  });

  it.each([
    ['no execution at all', ''],
    [
      'an execution that failed',
      `1.000 s p1 executing m1#1 progress=0
       1.000 s p1 executed m1#1 end=throw`,
    ],
  ])('does not take for one %s', (_what, reason) => {
    expect(brokenBy(RECEIVED, reason, DELETED)).toEqual([FAULT]);
  });

  it('does not take for one an execution that ended after the deletion had been asked for', () => {
    const history = `${RECEIVED}
      1.000 s p1 asked m1#1 call=3 name=complete
      1.000 s p1 executing m1#1 progress=0
      1.000 s p1 executed m1#1 end=return
      2.000 s p1 completed m1#1 call=3
      2.000 s p1 crashed during=["complete"]`;

    expect(brokenBy(history)).toContain(FAULT);
  });

  it('does not take for one a copy that came after the deletion had been asked for', () => {
    const history = `${RECEIVED}
      1.000 s p1 executing m1#1 progress=0
      1.000 s p1 executed m1#1 end=poison
      1.000 s p1 asked m1#1 call=2 name=send
      1.000 s p1 asked m1#1 call=3 name=complete
      1.000 s p1 poison copy m1#1 call=2 progress=0
      1.000 s p1 completed m1#1 call=3
      2.000 s p1 crashed during=["complete"]
      9.000 s    remains m1 queue=poison`;

    expect(brokenBy(history)).toEqual([FAULT]);
  });
});
