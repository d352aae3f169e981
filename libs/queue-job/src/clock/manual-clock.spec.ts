import { describe, expect, it } from 'vitest';
import { ManualClock } from './manual-clock.js';

describe('ManualClock', () => {
  it('stands still until it is moved', async () => {
    const clock = new ManualClock(1_000);

    expect(clock.now()).toBe(1_000);
    await clock.advance(500);

    expect(clock.now()).toBe(1_500);
  });

  it('begins at the same moment every time', () => {
    expect(new ManualClock().now()).toBe(new ManualClock().now());
  });

  it('calls back in the order of time, each at its own moment', async () => {
    const clock = new ManualClock(0);
    const calls: [string, number][] = [];
    for (const [name, at] of [
      ['c', 30],
      ['a', 10],
      ['b', 20],
      ['late', 31],
    ] as const) {
      clock.schedule(at, () => calls.push([name, clock.now()]));
    }

    await clock.advance(30);

    expect(calls).toEqual([
      ['a', 10],
      ['b', 20],
      ['c', 30],
    ]);
  });

  it('calls back in the order of scheduling what is due at one moment', async () => {
    const clock = new ManualClock(0);
    const calls: number[] = [];
    for (const number of [1, 2, 3]) clock.schedule(10, () => calls.push(number));

    await clock.advance(10);

    expect(calls).toEqual([1, 2, 3]);
  });

  it('does not call back what was cancelled, by itself or by what came before it', async () => {
    const clock = new ManualClock(0);
    const calls: string[] = [];
    clock.schedule(10, () => calls.push('a'))();
    const cancel = clock.schedule(20, () => calls.push('b'));
    clock.schedule(10, cancel);

    await clock.advance(100);

    expect(calls).toEqual([]);
  });

  it('calls back once', async () => {
    const clock = new ManualClock(0);
    let calls = 0;
    const cancel = clock.schedule(10, () => (calls += 1));

    await clock.advance(10);
    await clock.advance(10);
    cancel();

    expect(calls).toBe(1);
  });

  it('lets what a call sets in motion come to rest before it goes on', async () => {
    const clock = new ManualClock(0);
    const events: string[] = [];
    const work = async () => {
      await clock.sleep(10);
      events.push(`first sleep over at ${clock.now()}`);
      await clock.sleep(10);
      events.push(`second sleep over at ${clock.now()}`);
    };

    const working = work();
    await clock.advance(100);
    await working;

    expect(events).toEqual(['first sleep over at 10', 'second sleep over at 20']);
    expect(clock.now()).toBe(100);
  });

  it('calls back what is due already without moving the time', async () => {
    const clock = new ManualClock(50);
    const moments: number[] = [];
    clock.schedule(0, () => moments.push(clock.now()));
    clock.schedule(-10, () => moments.push(clock.now()));

    await clock.advance(0);

    expect(moments).toEqual([50, 50]);
  });

  it('calls back late, at the next move, what became due while nothing could go on', async () => {
    const clock = new ManualClock(0);
    const moments: number[] = [];
    clock.schedule(10, () => moments.push(clock.now()));

    clock.skip(100);
    const meanwhile = [...moments];
    await clock.advance(0);

    expect(meanwhile).toEqual([]);
    expect(moments).toEqual([100]);
  });

  it('sleeps as long as nobody moves it', async () => {
    const clock = new ManualClock(0);
    let isAwake = false;
    const sleeping = clock.sleep(10).then(() => (isAwake = true));

    await clock.advance(9);
    expect(isAwake).toBe(false);
    await clock.advance(1);

    await sleeping;
    expect(isAwake).toBe(true);
  });
});
