import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/manual-clock.js';
import { Bell } from './bell.js';

/** Tells whether a promise has resolved by now. */
function watch(promise: Promise<void>): () => boolean {
  let isDone = false;
  void promise.then(() => (isDone = true));
  return () => isDone;
}

describe('Bell', () => {
  it('wakes who waits when it is rung, and no timer is left', async () => {
    const clock = new ManualClock();
    const bell = new Bell(clock);

    const isAwake = watch(bell.heard(1_000));
    await clock.advance(999);
    const before = isAwake();
    bell.ring();
    await clock.advance(0);

    expect([before, isAwake()]).toEqual([false, true]);
    const isAwakeAgain = watch(bell.heard());
    await clock.advance(1);
    expect(isAwakeAgain()).toBe(false);
  });

  it('wakes who waits when the time is over, which is no ring', async () => {
    const clock = new ManualClock();
    const bell = new Bell(clock);

    const isAwake = watch(bell.heard(1_000));
    await clock.advance(1_000);

    expect(isAwake()).toBe(true);
    expect(bell.rings).toBe(0);
  });

  it('counts rings that nobody waits for', () => {
    const bell = new Bell(new ManualClock());

    bell.ring();
    bell.ring();

    expect(bell.rings).toBe(2);
  });
});
