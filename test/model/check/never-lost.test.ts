import { describe, expect, it } from 'vitest';
import { brokenBy, RECEIVED } from './check.fixture.ts';

const CRASHED = `${RECEIVED}
  1.000 s p1 crashed during=[]`;

describe('the promise that no message is lost', () => {
  it('is kept while the message lies in the queue', () => {
    expect(brokenBy(CRASHED, '9.000 s remains m1 queue=queue')).toEqual([]);
  });

  it('is broken by a message that is nowhere', () => {
    expect(brokenBy(CRASHED)).toEqual(['never lost: m1 is gone.']);
  });

  it('is broken by a copy that is nowhere', () => {
    const requeued = `
      1.000 s p1 asked m1#1 call=2 name=send
      1.000 s p1 requeue copy m1#1 call=2 progress=0 copy=2
      1.000 s p1 crashed during=[]
      9.000 s    remains m1 queue=queue`;

    expect(brokenBy(RECEIVED, requeued)).toEqual(['never lost: m2 is gone.']);
  });

  it('is broken by a message that is missing in the poison queue', () => {
    const poisoned = `
      1.000 s p1 executing m1#1 progress=0
      1.000 s p1 executed m1#1 end=poison
      1.000 s p1 asked m1#1 call=2 name=send
      1.000 s p1 poison copy m1#1 call=2 progress=0
      1.000 s p1 crashed during=["send"]
      9.000 s    remains m1 queue=queue`;

    expect(brokenBy(RECEIVED, poisoned)).toEqual([
      'never lost: 1 copies were sent to the poison queue, and 0 lie there.',
    ]);
    expect(brokenBy(RECEIVED, poisoned, '9.000 s remains m1 queue=poison')).toEqual([]);
  });
});
