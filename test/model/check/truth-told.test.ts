import { describe, expect, it } from 'vitest';
import { brokenBy, EXECUTED, RECEIVED } from './check.fixture.ts';

const untrue = (outcome: string) => [
  `told the truth: m1#1 of p1 was said to be ${outcome}, which it was not.`,
];

const said = (outcome: string, exitCode: number) => `
  3.000 s p1 reported m1#1 outcome=${outcome}
  3.000 s p1 ended exitCode=${exitCode}`;

const RELEASED = `
  2.000 s p1 asked m1#1 call=2 name=release
  2.000 s p1 released m1#1 call=2
  2.000 s p1 answered call=2 answer=ok
  9.000 s    remains m1 queue=queue`;

const DELETED = `
  2.000 s p1 asked m1#1 call=2 name=complete
  2.000 s p1 completed m1#1 call=2
  2.000 s p1 answered call=2 answer=ok`;

/** Two tries to delete: one lost on the way there, and one that finds its receipt stale. */
const MISSED = `
  2.000 s p1 asked m1#1 call=2 name=complete
  2.000 s p1 answered call=2 answer=uncertain
  2.500 s p1 asked m1#1 call=3 name=complete
  2.500 s p1 answered call=3 answer=stale
  9.000 s    remains m1 queue=queue`;

describe('the promise that a run tells the truth', () => {
  it('holds for each outcome', () => {
    expect(brokenBy(RECEIVED, EXECUTED, DELETED, said('completed', 0))).toEqual([]);
    expect(brokenBy(RECEIVED, EXECUTED, DELETED, said('poisoned', 11))).toEqual(untrue('poisoned'));
    expect(brokenBy(RECEIVED, EXECUTED, DELETED, said('released', 10))).toEqual(untrue('released'));
    expect(brokenBy(RECEIVED, EXECUTED, DELETED, said('lease-lost', 12))).toEqual(
      untrue('lease-lost'),
    );
    expect(brokenBy(RECEIVED, RELEASED, said('released', 10))).toEqual([]);
    expect(brokenBy(RECEIVED, RELEASED, said('aborted', 143))).toEqual([]);
    expect(brokenBy(RECEIVED, RELEASED, said('completed', 0))).toEqual(untrue('completed'));
  });

  it('does not take a stale receipt for a deletion that nobody made', () => {
    expect(brokenBy(RECEIVED, EXECUTED, MISSED, said('completed', 0))).toContain(
      untrue('completed')[0],
    );
  });

  it('forgives that to a process whose clock stood still', () => {
    const suspended = `
      2.000 s p1 suspended
      2.250 s p1 resumed`;

    expect(brokenBy(RECEIVED, EXECUTED, suspended, MISSED, said('completed', 0))).not.toContain(
      untrue('completed')[0],
    );
  });

  it('wants the exit code that follows from the outcomes', () => {
    expect(brokenBy(RECEIVED, RELEASED, said('released', 0))).toEqual([
      'told the truth: p1 ended with 0 instead of 10.',
    ]);
  });

  it('wants the exit code to tell that a run could not receive', () => {
    const receive = (answer: string, exitCode: number) =>
      brokenBy(`
        0.000 s p1 started
        0.000 s p1 asked call=1 name=receive
        0.000 s p1 answered call=1 answer=${answer}
        0.000 s p1 ended exitCode=${exitCode}`);

    expect(receive('forbidden', 21)).toEqual([]);
    expect(receive('uncertain', 0)).toEqual(['told the truth: p1 ended with 0 instead of 21.']);
    // A further try may have been left out for a stop.
    expect(receive('refused', 0)).toEqual([]);
    expect(receive('refused', 21)).toEqual([]);
  });
});
