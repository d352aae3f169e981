import { describe, expect, it } from 'vitest';
import { brokenBy, EXECUTED, RECEIVED } from './check.fixture.ts';

const FAULT = ['settled in the end: m1#1 of p1 was not settled, without a reason.'];

const LOST = `
  ${'29.900'} s p1 reported m1#1 outcome=lease-lost
  ${'29.900'} s p1 ended exitCode=12
  99.000 s    remains m1 queue=queue`;

const lostAt = (time: string) => LOST.replaceAll('29.900', time);

const tried = (call: number, time: string, answer: string) => `
  ${time} s p1 asked m1#1 call=${call} name=complete
  ${time} s p1 answered call=${call} answer=${answer}`;

describe('the promise that what was received is settled in the end', () => {
  it('is broken by a run that ends without', () => {
    expect(brokenBy(RECEIVED, EXECUTED, lostAt('2.000'))).toEqual(FAULT);
  });

  it('is broken by a run that keeps what it did not begin', () => {
    const ended = `
      2.000 s p1 ended exitCode=0
      99.000 s    remains m1 queue=queue`;

    expect(brokenBy(RECEIVED, ended)).toEqual(FAULT);
  });

  it('asks nothing of a process that crashes, or that never learnt what it had received', () => {
    const crashed = `
      2.000 s p1 crashed during=[]
      99.000 s    remains m1 queue=queue`;
    const unknown = `
      2.000 s p1 ended exitCode=21
      99.000 s    remains m1 queue=queue`;

    expect(brokenBy(RECEIVED, crashed)).toEqual([]);
    expect(brokenBy(RECEIVED.replace('answer=ok', 'answer=uncertain'), unknown)).toEqual([]);
  });

  it('excuses a lease that had run out', () => {
    expect(brokenBy(RECEIVED, EXECUTED, lostAt('30.000'))).toEqual([]);
  });

  it('excuses a renewal that left open which receipt is good', () => {
    const renewal = `
      2.000 s p1 asked m1#1 call=2 name=renew
      2.500 s p1 renewed m1#1 call=2 leaseEndsAt=32500 progress=0
      3.000 s p1 answered call=2 answer=uncertain`;

    expect(
      brokenBy(RECEIVED, EXECUTED, renewal, tried(3, '3.000', 'stale'), lostAt('3.000')),
    ).toEqual([]);
  });

  it('does not excuse a stale receipt that nothing explains', () => {
    expect(brokenBy(RECEIVED, EXECUTED, tried(2, '2.000', 'stale'), lostAt('2.000'))).toEqual(
      FAULT,
    );
  });

  it('excuses storage that refuses access, and one that fails until the lease is nearly over', () => {
    const early = tried(2, '2.000', 'uncertain');
    const late = tried(3, '29.900', 'uncertain');

    expect(brokenBy(RECEIVED, EXECUTED, tried(2, '2.000', 'forbidden'), lostAt('2.000'))).toEqual(
      [],
    );
    expect(brokenBy(RECEIVED, EXECUTED, early, late, lostAt('29.900'))).toEqual([]);
    expect(brokenBy(RECEIVED, EXECUTED, early, lostAt('2.000'))).toEqual(FAULT);
  });

  it('wants a settle to be tried again for five seconds after the grace of a stop', () => {
    const stopped = '2.000 s p1 told to stop';
    const upTo = (time: string) => [
      RECEIVED + EXECUTED,
      stopped,
      tried(2, '2.000', 'refused') + tried(3, time, 'refused'),
      lostAt(time),
    ];

    expect(brokenBy(...upTo('3.000'))).toEqual(FAULT);
    expect(brokenBy(...upTo('7.500'))).toEqual([]);
  });
});
