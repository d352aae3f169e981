import { describe, expect, it } from 'vitest';
import { SystemClock } from './system-clock.js';

describe('SystemClock', () => {
  const clock = new SystemClock();

  it('tells the time of day in milliseconds', () => {
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
  });

  it('never runs backwards', () => {
    const readings = Array.from({ length: 1_000 }, () => clock.now());

    expect(readings).toEqual(readings.toSorted((a, b) => a - b));
  });

  it('calls back no earlier than asked', async () => {
    const early = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const wanted = 5 + index / 7;
        const start = clock.now();
        await new Promise<void>((resolve) => void clock.schedule(wanted, resolve));
        return clock.now() - start < wanted;
      }),
    );

    expect(early).not.toContain(true);
  });

  it('does not call back what was cancelled', async () => {
    const calls: string[] = [];
    const cancel = clock.schedule(1, () => calls.push('cancelled'));
    clock.schedule(1, () => calls.push('kept'));

    cancel();
    await clock.sleep(5);

    expect(calls).toEqual(['kept']);
  });

  it('lets cancel be called after the call, and twice', async () => {
    const cancel = clock.schedule(0, () => {});
    await clock.sleep(2);

    expect(() => {
      cancel();
      cancel();
    }).not.toThrow();
  });

  it('sleeps', async () => {
    const start = clock.now();

    await clock.sleep(10);

    expect(clock.now() - start).toBeGreaterThanOrEqual(10);
  });
});
