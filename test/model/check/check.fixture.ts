import { readHistory } from '../history.fixture.ts';
import { check } from './check.ts';

/** What a history breaks, each in a line. The history is written as `printHistory` prints it. */
export const brokenBy = (...parts: readonly string[]): string[] =>
  check(readHistory(parts.join('\n'))).map(({ promise, what }) => `${promise}: ${what}`);

/** A message is sent, and process 1 receives it for the first time. */
export const RECEIVED = `
  0.000 s    sent m1
  0.000 s p1 started
  0.000 s p1 asked call=1 name=receive
  0.000 s p1 received m1#1 call=1 leaseEndsAt=30000 progress=0
  0.000 s p1 answered call=1 answer=ok`;

/** The same for the second and last time; the first was a process that crashed. */
export const RECEIVED_AGAIN = `
  0.000 s    sent m1
  0.000 s p9 started
  0.000 s p9 asked call=91 name=receive
  0.000 s p9 received m1#1 call=91 leaseEndsAt=500 progress=0
  0.000 s p9 crashed during=["receive"]
  1.000 s p1 started
  1.000 s p1 asked call=1 name=receive
  1.000 s p1 received m1#2 call=1 leaseEndsAt=31000 progress=0
  1.000 s p1 answered call=1 answer=ok`;

/** It is executed well. */
export const EXECUTED = `
  1.000 s p1 executing m1#1 progress=0
  2.000 s p1 executed m1#1 end=return`;

/** It is deleted, and the process ends. */
export const COMPLETED = `
  2.000 s p1 asked m1#1 call=2 name=complete
  2.000 s p1 completed m1#1 call=2
  2.000 s p1 answered call=2 answer=ok
  2.000 s p1 reported m1#1 outcome=completed
  2.000 s p1 ended exitCode=0`;
