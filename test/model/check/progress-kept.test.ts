import { describe, expect, it } from 'vitest';
import { brokenBy, RECEIVED } from './check.fixture.ts';

const SAVING = `${RECEIVED}
  1.000 s p1 executing m1#1 progress=0
  1.000 s p1 asked m1#1 call=2 name=renew
  1.000 s p1 renewed m1#1 call=2 leaseEndsAt=31000 progress=7
  1.000 s p1 answered call=2 answer=ok
  1.000 s p1 saved m1#1 progress=7`;

const moved = (progress: number) => `
  4.000 s p1 asked m1#1 call=3 name=send
  4.000 s p1 requeue copy m1#1 call=3 progress=${progress} copy=2
  4.000 s p1 asked m1#1 call=4 name=complete
  4.000 s p1 completed m1#1 call=4
  4.000 s p1 crashed during=["complete"]
  9.000 s    remains m2 queue=queue`;

const ENDED = '1.000 s p1 executed m1#1 end=busy';
const FAULT = [
  'progress is kept: m1#1 of p1 was replaced by a copy without the progress that was saved.',
];

describe('the promise that progress is kept', () => {
  it('wants a copy to have the progress that an execution was told is saved', () => {
    expect(brokenBy(SAVING, ENDED, moved(7))).toEqual([]);
    expect(brokenBy(SAVING, ENDED, moved(0))).toEqual(FAULT);
  });

  it('does not hold for what an execution saves that was given up', () => {
    const givenUp = '1.000 s p1 aborted m1#1 reason=ExecutionTimeoutError';
    const late = moved(7).replace(
      '4.000 s p1 asked m1#1 call=4',
      `4.000 s p1 saved m1#1 progress=8
      4.000 s p1 asked m1#1 call=4`,
    );

    expect(brokenBy(SAVING, givenUp, late)).toEqual([]);
    expect(brokenBy(SAVING, ENDED, late)).toEqual(FAULT);
  });
});
