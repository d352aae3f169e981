import { describe, expect, it } from 'vitest';
import { brokenBy } from './check.fixture.ts';

const STOPPED = `
  0.000 s p1 started
  2.000 s p1 told to stop`;

const LATE = 'over in time: p1 ended 14001 ms after the stop, not 14000.';

describe('the promise that a process is over in time', () => {
  it('is broken by one that never ends', () => {
    expect(brokenBy('0.000 s p1 started')).toEqual(['over in time: p1 never ended.']);
    expect(brokenBy('0.000 s p1 started', '1.000 s p1 crashed during=[]')).toEqual([]);
  });

  it('bounds the time from the stop: grace, patience with an executor, settling, and a few calls', () => {
    expect(brokenBy(STOPPED, '16.000 s p1 ended exitCode=0')).toEqual([]);
    expect(brokenBy(STOPPED, '16.001 s p1 ended exitCode=0')).toEqual([LATE]);
  });

  it('does not count the time in which the process stood still', () => {
    const stood = `
      3.000 s p1 paused
      63.000 s p1 resumed`;

    expect(brokenBy(STOPPED, stood, '76.000 s p1 ended exitCode=0')).toEqual([]);
    expect(brokenBy(STOPPED, stood, '76.001 s p1 ended exitCode=0')).toEqual([LATE]);
  });
});
