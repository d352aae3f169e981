import { describe, expect, it } from 'vitest';
import { brokenBy, RECEIVED } from './check.fixture.ts';

const released = (at: string) => `
  ${at} s p1 asked m1#1 call=2 name=release
  ${at} s p1 released m1#1 call=2
  ${at} s p1 crashed during=["release"]
  9.000 s    remains m1 queue=queue`;

const ABORTED = `
  1.000 s p1 executing m1#1 progress=0
  2.000 s p1 told to stop
  2.000 s p1 aborted m1#1 reason=ShutdownError`;

const FAULT =
  'settled after its execution: m1#1 of p1 was to be settled (release) while it was executed.';

describe('the promise that a delivery is settled after its execution', () => {
  it('is broken by a release during the execution', () => {
    const executing = '1.000 s p1 executing m1#1 progress=0';

    expect(brokenBy(RECEIVED, executing, released('2.000'))).toEqual([FAULT]);
  });

  it('is kept when nothing was executed', () => {
    expect(brokenBy(RECEIVED, released('2.000'))).toEqual([]);
  });

  it('lets an executor be given up three seconds after the abort, and no earlier', () => {
    expect(brokenBy(RECEIVED, ABORTED, released('4.999'))).toEqual([FAULT]);
    expect(brokenBy(RECEIVED, ABORTED, released('5.000'))).toEqual([]);
  });

  it('counts those seconds by the clock of the process', () => {
    const stood = (how: string) => `
      2.000 s p1 ${how}
      4.000 s p1 resumed`;

    expect(brokenBy(RECEIVED, ABORTED, stood('paused'), released('5.000'))).toEqual([]);
    expect(brokenBy(RECEIVED, ABORTED, stood('suspended'), released('5.000'))).toEqual([FAULT]);
  });
});
