import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { listenToSignals } from './shutdown-signals.js';

describe('listenToSignals', () => {
  const exit = vi.fn<typeof process.exit>();

  beforeEach(() => {
    vi.spyOn(process, 'exit').mockImplementation(exit);
  });

  afterEach(() => {
    vi.restoreAllMocks();
    exit.mockClear();
  });

  it('is quiet as long as no signal comes', () => {
    using signals = listenToSignals();

    expect(signals.signal.aborted).toBe(false);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('aborts with the first %s, which it names', (name) => {
    using signals = listenToSignals();

    process.emit(name, name);

    expect(signals.signal.aborted).toBe(true);
    expect(signals.signal.reason).toBeInstanceOf(ShutdownError);
    expect(signals.signal.reason).toMatchObject({
      signal: name,
      message: `The process received ${name}.`,
    });
    expect(exit).not.toHaveBeenCalled();
  });

  it.each([
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGINT', 'SIGINT', 130],
    ['SIGTERM', 'SIGINT', 130],
    ['SIGINT', 'SIGTERM', 143],
  ] as const)('ends the process at once when after %s comes %s', (first, second, exitCode) => {
    using signals = listenToSignals();

    process.emit(first, first);
    process.emit(second, second);

    expect(exit).toHaveBeenCalledExactlyOnceWith(exitCode);
    expect(signals.signal.reason).toMatchObject({ signal: first });
    expect(signals.forcedBy).toBe(second);
  });

  it('knows the second signal by the time the process ends', () => {
    using signals = listenToSignals();
    const forcedBy: unknown[] = [];
    exit.mockImplementationOnce(() => void forcedBy.push(signals.forcedBy) as never);

    process.emit('SIGTERM', 'SIGTERM');
    forcedBy.push(signals.forcedBy);
    process.emit('SIGINT', 'SIGINT');

    expect(forcedBy).toEqual([undefined, 'SIGINT']);
  });

  it('gives the signals back to Node when it is disposed of', () => {
    const before = ['SIGTERM', 'SIGINT'].map((name) => process.listenerCount(name));

    const signals = listenToSignals();
    const during = ['SIGTERM', 'SIGINT'].map((name) => process.listenerCount(name));
    signals[Symbol.dispose]();
    const after = ['SIGTERM', 'SIGINT'].map((name) => process.listenerCount(name));

    expect(during).toEqual(before.map((count) => count + 1));
    expect(after).toEqual(before);
  });

  it('leaves the listeners of others in place', () => {
    const others = vi.fn<() => void>();
    process.once('SIGTERM', others);

    listenToSignals()[Symbol.dispose]();
    process.emit('SIGTERM', 'SIGTERM');

    expect(others).toHaveBeenCalledOnce();
  });
});
