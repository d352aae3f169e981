import { expect, it } from 'vitest';
import { brokenBy, RECEIVED } from './check.fixture.ts';

const failed = (reason: string) => `${RECEIVED}
  1.000 s p1 executing m1#1 progress=0
  2.000 s p1 aborted m1#1 reason=${reason}
  2.000 s p1 executed m1#1 end=abort
  2.000 s p1 asked m1#1 call=2 name=release
  2.000 s p1 crashed during=["release"]
  9.000 s    remains m1 queue=queue`;

it('takes a settle for a broken promise whose delivery knows that its lease is lost', () => {
  expect(brokenBy(failed('LeaseLostError'))).toEqual([
    'hands off a lost lease: m1#1 of p1 was to be settled (release) although its lease was known to be lost.',
  ]);
  expect(brokenBy(failed('ExecutionTimeoutError'))).toEqual([]);
});
