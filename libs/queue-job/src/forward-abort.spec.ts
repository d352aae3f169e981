import { describe, expect, it } from 'vitest';
import { forwardAbort } from './forward-abort.js';

describe('forwardAbort()', () => {
  it('passes on the first abort, with its reason', () => {
    const [first, second, target] = [0, 1, 2].map(() => new AbortController()) as [
      AbortController,
      AbortController,
      AbortController,
    ];
    forwardAbort([first.signal, second.signal], target);

    second.abort('second');
    first.abort('first');

    expect(target.signal.reason).toBe('second');
  });

  it('passes on an abort that was before', () => {
    const target = new AbortController();

    forwardAbort([AbortSignal.abort('before')], target);

    expect(target.signal.reason).toBe('before');
  });

  it('passes nothing on once it is stopped', () => {
    const source = new AbortController();
    const target = new AbortController();
    const stop = forwardAbort([source.signal], target);

    stop();
    source.abort();

    expect(target.signal.aborted).toBe(false);
  });
});
