import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CALL_TIMEOUT } from './azure-call.js';
import { CallLimit } from './call-limit.js';

describe('CallLimit', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives the call up when its time is over, and not before', () => {
    const limit = new CallLimit();

    vi.advanceTimersByTime(CALL_TIMEOUT - 1);
    expect([limit.signal.aborted, limit.isOver]).toEqual([false, false]);

    vi.advanceTimersByTime(1);
    expect([limit.signal.aborted, limit.isOver]).toEqual([true, true]);
  });

  it('gives the call up when its caller does, which is not its time', () => {
    const caller = new AbortController();
    const limit = new CallLimit(caller.signal);

    caller.abort();

    expect([limit.signal.aborted, limit.isOver]).toEqual([true, false]);
  });

  it('leaves nothing behind', () => {
    const caller = new AbortController();
    const limit = new CallLimit(caller.signal);

    limit.end();
    caller.abort();

    expect(vi.getTimerCount()).toBe(0);
    expect(limit.signal.aborted).toBe(false);
  });
});
