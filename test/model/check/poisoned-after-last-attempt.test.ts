import { describe, expect, it } from 'vitest';
import { brokenBy, RECEIVED, RECEIVED_AGAIN } from './check.fixture.ts';

const fault = (what: string) => [`poisoned after its last attempt: ${what}`];

/** In whichever delivery. */
const executed = (end: string) => `
  1.000 s p1 executing m1#N progress=0
  2.000 s p1 executed m1#N end=${end}`;

const POISONED = `
  6.000 s p1 asked m1#N call=2 name=send
  6.000 s p1 poison copy m1#N call=2 progress=0
  6.000 s p1 crashed during=["send"]
  9.000 s    remains m1 queue=queue
  9.000 s    remains m1 queue=poison`;

const RELEASED = `
  6.000 s p1 asked m1#N call=3 name=release
  6.000 s p1 released m1#N call=3
  6.000 s p1 reported m1#N outcome=released
  6.000 s p1 crashed during=["release"]
  9.000 s    remains m1 queue=queue`;

const REQUEUED = `
  6.000 s p1 asked m1#N call=2 name=send
  6.000 s p1 requeue copy m1#N call=2 progress=0 copy=2
  6.000 s p1 crashed during=["send"]
  9.000 s    remains m1 queue=queue
  9.000 s    remains m2 queue=queue`;

const inDelivery = (delivery: number, ...parts: readonly string[]): string[] =>
  brokenBy(
    delivery === 1 ? RECEIVED : RECEIVED_AGAIN,
    ...parts.map((part) => part.replaceAll('#N', `#${delivery}`)),
  );

/** A third delivery, where two are allowed. */
const inThirdDelivery = (...parts: readonly string[]): string[] =>
  brokenBy(...[RECEIVED_AGAIN, ...parts].map((part) => part.replaceAll(/#[2N]/g, '#3')));

describe('the promise that a message is poisoned after its last attempt', () => {
  it('is kept when the last attempt fails', () => {
    expect(inDelivery(2, executed('throw'), POISONED)).toEqual([]);
  });

  it('is kept when an execution says that none can succeed', () => {
    expect(inDelivery(1, executed('poison'), POISONED)).toEqual([]);
  });

  it('is broken by a message that had an attempt left', () => {
    expect(inDelivery(1, executed('throw'), POISONED)).toEqual(
      fault('m1#1 of p1 was poisoned, although 2 deliveries are allowed.'),
    );
    expect(inDelivery(2, POISONED)).toEqual(
      fault('m1#2 of p1 was poisoned, although its last attempt was not made.'),
    );
  });

  it.each(['busy', 'return'])('is broken by a message whose execution ended as %s', (end) => {
    expect(inDelivery(2, executed(end), POISONED)).toEqual(
      fault('m1#2 of p1 was poisoned, although it had not failed.'),
    );
  });

  it('is broken by a message that comes back after its last attempt', () => {
    expect(inDelivery(2, executed('throw'), RELEASED)).toEqual(
      fault('m1#2 of p1 came back, although it had no attempt left.'),
    );
  });

  it('lets a message come back that could not be moved', () => {
    const tried = `
      2.000 s p1 asked m1#N call=2 name=send
      2.000 s p1 answered call=2 answer=forbidden`;

    expect(inDelivery(2, executed('throw'), tried, RELEASED)).toEqual([]);
  });

  it('lets a message come back whose last attempt a shutdown ended', () => {
    const aborted = `
      1.000 s p1 executing m1#N progress=0
      1.000 s p1 told to stop
      2.000 s p1 aborted m1#N reason=ShutdownError
      2.000 s p1 executed m1#N end=abort`;

    expect(inDelivery(2, aborted, RELEASED)).toEqual([]);
    expect(inDelivery(2, aborted, POISONED)).toHaveLength(1);
  });

  it('takes for a failure an execution that ran out of time, and one that ignores that', () => {
    const timedOut = `
      1.000 s p1 executing m1#N progress=0
      2.000 s p1 aborted m1#N reason=ExecutionTimeoutError`;
    const ended = '3.000 s p1 executed m1#N end=abort';

    expect(inDelivery(2, timedOut, ended, POISONED)).toEqual([]);
    expect(inDelivery(2, timedOut, ended, RELEASED)).toHaveLength(1);
    expect(inDelivery(2, timedOut, POISONED)).toEqual([]);
  });

  it('is kept when a delivery too many is poisoned without an execution', () => {
    expect(inThirdDelivery(POISONED)).toEqual([]);
  });

  it('is broken when a delivery too many is executed, comes back or begins anew', () => {
    expect(inThirdDelivery(executed('throw'), POISONED)).toEqual(
      fault('m1#3 of p1 was executed, with only 2 deliveries allowed.'),
    );
    expect(inThirdDelivery(RELEASED)).toHaveLength(1);
    expect(inThirdDelivery(REQUEUED)).toHaveLength(1);
  });

  it('lets a delivery too many be given back unseen', () => {
    const unseen = RELEASED.split('\n').filter((line) => !line.includes('reported'));

    expect(inThirdDelivery(unseen.join('\n'))).toEqual([]);
  });
});
