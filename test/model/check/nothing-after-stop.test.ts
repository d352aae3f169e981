import { expect, it } from 'vitest';
import { brokenBy, COMPLETED, EXECUTED, RECEIVED } from './check.fixture.ts';

const STOPPED = '0.500 s p1 told to stop';

it('takes an execution for a broken promise that begins after the stop', () => {
  expect(brokenBy(RECEIVED, STOPPED, EXECUTED, COMPLETED)).toEqual([
    'nothing begins after the stop: m1#1 of p1 was executed after the process was told to stop.',
  ]);
});

it('takes a receive for one', () => {
  const history = `
    0.000 s p1 started
    0.000 s p1 told to stop
    0.000 s p1 asked call=1 name=receive
    0.000 s p1 answered call=1 answer=ok
    0.000 s p1 ended exitCode=0`;

  expect(brokenBy(history)).toEqual([
    'nothing begins after the stop: p1 received after it was told to stop.',
  ]);
});
