import { describe, expect, it } from 'vitest';
import { brokenBy, RECEIVED } from './check.fixture.ts';

const EXECUTING = '1.000 s p1 executing m1#1 progress=0';
const REMAINS = '99.000 s remains m1 queue=queue';

const receivedByAnother = (at: string) => `
  ${at} s p2 started
  ${at} s p2 asked call=9 name=receive
  ${at} s p2 received m1#2 call=9 leaseEndsAt=99000 progress=0
  ${at} s p2 crashed during=["receive"]`;

const crashed = (at: string) => `${at} s p1 crashed during=[]`;

const goesOn = (time: number) =>
  `one holder at a time: m1#1 of p1 was executed for ${time} ms after its lease had run out, and its signal was not aborted.`;

describe('the promise that a message is executed by one holder of a valid lease at a time', () => {
  it('is broken by whoever gets the message while the lease of its execution is valid', () => {
    const history = [RECEIVED, EXECUTING, receivedByAnother('29.999'), crashed('30.000'), REMAINS];

    expect(brokenBy(...history)).toEqual([
      'one holder at a time: m1#2 of p2 was received while m1#1 of p1 was executed under a valid lease.',
    ]);
  });

  it('lets the message go when the lease has run out', () => {
    const history = [RECEIVED, EXECUTING, receivedByAnother('30.000'), crashed('39.000'), REMAINS];

    expect(brokenBy(...history)).toEqual([]);
  });

  it('takes a renewed lease for as valid as the first', () => {
    const renewed = `
      15.000 s p1 asked m1#1 call=2 name=renew
      15.000 s p1 renewed m1#1 call=2 leaseEndsAt=45000 progress=0`;
    const history = (at: string) => [
      RECEIVED,
      EXECUTING + renewed,
      receivedByAnother(at),
      crashed('46.000'),
      REMAINS,
    ];

    expect(brokenBy(...history('44.000'))).toHaveLength(1);
    expect(brokenBy(...history('45.000'))).toEqual([]);
  });

  it('lets an execution go on for three tenths of a lease without one, unless its signal is aborted', () => {
    const aborted = '33.000 s p1 aborted m1#1 reason=LeaseLostError';

    expect(brokenBy(RECEIVED, EXECUTING, crashed('39.000'), REMAINS)).toEqual([]);
    expect(brokenBy(RECEIVED, EXECUTING, crashed('39.001'), REMAINS)).toEqual([goesOn(9_001)]);
    expect(brokenBy(RECEIVED, EXECUTING, aborted, crashed('90.000'), REMAINS)).toEqual([]);
  });

  it('does not count the time in which the process was paused', () => {
    const paused = `
      10.000 s p1 paused
      50.000 s p1 resumed`;

    expect(brokenBy(RECEIVED, EXECUTING, paused, crashed('59.000'), REMAINS)).toEqual([]);
    expect(brokenBy(RECEIVED, EXECUTING, paused, crashed('59.001'), REMAINS)).toEqual([
      goesOn(9_001),
    ]);
  });

  it('allows a whole lease more to a process whose clock stood still', () => {
    const suspended = `
      10.000 s p1 suspended
      50.000 s p1 resumed`;

    expect(brokenBy(RECEIVED, EXECUTING, suspended, crashed('89.000'), REMAINS)).toEqual([]);
    expect(brokenBy(RECEIVED, EXECUTING, suspended, crashed('89.001'), REMAINS)).toEqual([
      goesOn(39_001),
    ]);
  });
});
