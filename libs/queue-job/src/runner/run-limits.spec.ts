import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../clock/manual-clock.js';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { Duration } from '../options/duration.js';
import { RunLimits } from './run-limits.js';

const SIGTERM = new ShutdownError('SIGTERM');

function bench({
  maxRunTime,
  stop = new AbortController(),
}: Partial<{
  maxRunTime: string;
  stop: AbortController;
}> = {}) {
  const clock = new ManualClock();
  const logged: string[] = [];
  const onReached = vi.fn<() => void>();
  const onGraceOver = vi.fn<(reason: unknown) => void>();
  const limits = new RunLimits(stop.signal, {
    options: {
      maxRunTime: maxRunTime === undefined ? undefined : Duration.parse(maxRunTime),
      shutdownGracePeriod: Duration.ofSeconds(20),
    },
    clock,
    log: { debug() {}, log: (text) => logged.push(text), warn() {}, error() {} },
    onReached,
    onGraceOver,
  });
  return { clock, stop, logged, onReached, onGraceOver, limits };
}

describe('RunLimits', () => {
  it('are not reached by themselves', async () => {
    const { clock, logged, onReached, onGraceOver, limits } = bench();

    await clock.advance(30 * 86_400_000);

    expect(limits.isReached).toBe(false);
    expect(onGraceOver).not.toHaveBeenCalled();
    expect(onReached).not.toHaveBeenCalled();
    expect(logged).toEqual([]);
  });

  describe('by MaxRunTime', () => {
    it('are reached when it is over, and nothing is aborted', async () => {
      const { clock, logged, onReached, onGraceOver, limits } = bench({ maxRunTime: '10m' });

      await clock.advance(599_999);
      const before = limits.isReached;
      await clock.advance(1);
      const after = limits.isReached;
      await clock.advance(86_400_000);

      expect([before, after]).toEqual([false, true]);
      expect(onGraceOver).not.toHaveBeenCalled();
      expect(onReached).toHaveBeenCalledTimes(1);
      expect(logged).toEqual([
        'MaxRunTime (10m) is over. Receiving no more; what is being executed goes on to its end.',
      ]);
    });

    it('are reached before it is told', async () => {
      const { clock, onReached, limits } = bench({ maxRunTime: '1s' });
      const seen: boolean[] = [];
      onReached.mockImplementation(() => void seen.push(limits.isReached));

      await clock.advance(1_000);

      expect(seen).toEqual([true]);
    });
  });

  describe('by a stop', () => {
    it('are reached at once, and what was begun is aborted when the grace period is over', async () => {
      const { clock, stop, logged, onReached, onGraceOver, limits } = bench();

      stop.abort(SIGTERM);
      const reached = limits.isReached;
      await clock.advance(19_999);
      const before = onGraceOver.mock.calls.length;
      await clock.advance(1);

      expect([reached, before]).toEqual([true, 0]);
      expect(onGraceOver.mock.calls).toEqual([[SIGTERM]]);
      expect(onReached).toHaveBeenCalledTimes(1);
      expect(logged).toEqual([
        'The process received SIGTERM. Receiving no more; what is being executed may go on for 20s.',
      ]);
    });

    it('are reached again after MaxRunTime, for what is still being executed', async () => {
      const { clock, stop, onReached, onGraceOver } = bench({ maxRunTime: '1s' });

      await clock.advance(5_000);
      stop.abort(SIGTERM);
      await clock.advance(20_000);

      expect(onGraceOver.mock.calls).toEqual([[SIGTERM]]);
      expect(onReached).toHaveBeenCalledTimes(2);
    });

    it('before they were set are reached from the beginning, and nothing is scheduled', async () => {
      const stop = new AbortController();
      stop.abort(SIGTERM);

      const { clock, logged, onReached, limits } = bench({ stop, maxRunTime: '1s' });
      await clock.advance(60_000);

      expect(limits.isReached).toBe(true);
      expect(onReached).not.toHaveBeenCalled();
      expect(logged).toEqual([]);
    });
  });

  describe('once they are disposed of', () => {
    it.each([
      ['a stop', { stop: true }],
      ['MaxRunTime', { stop: false }],
    ])('tell nothing more of %s', async (_what, { stop: isStopped }) => {
      const { clock, stop, logged, onReached, onGraceOver, limits } = bench({ maxRunTime: '1s' });

      limits[Symbol.dispose]();
      if (isStopped) stop.abort(SIGTERM);
      await clock.advance(60_000);

      expect(onReached).not.toHaveBeenCalled();
      expect(logged).toEqual([]);
      expect(onGraceOver).not.toHaveBeenCalled();
      expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
    });

    it('abort nothing any more', async () => {
      const { clock, stop, onGraceOver, limits } = bench();
      stop.abort(SIGTERM);

      limits[Symbol.dispose]();
      await clock.advance(60_000);

      expect(onGraceOver).not.toHaveBeenCalled();
    });
  });
});
