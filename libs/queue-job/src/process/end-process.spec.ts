import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../log.js';
import { endProcess } from './end-process.js';

describe('endProcess', () => {
  const warn = vi.fn<Log['warn']>();
  const log = { warn } as Partial<Log> as Log;

  const exit = vi.fn<typeof process.exit>();

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.spyOn(process, 'exit').mockImplementation(exit);
  });

  afterEach(() => {
    process.exitCode = undefined;
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.clearAllMocks();
  });

  it.each([0, 10, 143])('sets the exit code %d and lets the process end by itself', (exitCode) => {
    endProcess(exitCode, log);

    expect(process.exitCode).toBe(exitCode);
    expect(exit).not.toHaveBeenCalled();
    expect(warn).not.toHaveBeenCalled();
  });

  it('does not itself keep the process alive', () => {
    vi.useRealTimers();
    const schedule = vi.spyOn(globalThis, 'setTimeout');

    endProcess(0, log);

    const timer = schedule.mock.results[0]!.value as NodeJS.Timeout;
    expect(timer.hasRef()).toBe(false);
    clearTimeout(timer);
  });

  it('waits five seconds for what is still open', () => {
    endProcess(10, log);

    vi.advanceTimersByTime(4_999);

    expect(exit).not.toHaveBeenCalled();
  });

  it('then ends the process with the exit code, and says what kept it alive', () => {
    vi.spyOn(process, 'getActiveResourcesInfo').mockReturnValue([
      'Timeout',
      'TCPSocketWrap',
      'Timeout',
    ]);

    endProcess(10, log);
    vi.advanceTimersByTime(5_000);

    expect(exit).toHaveBeenCalledExactlyOnceWith(10);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      'The run is over, but the process is kept alive by Timeout, TCPSocketWrap. Ending it with exit code 10; close what is open in onModuleDestroy.',
    );
  });

  it('names each resource once, from those Node really knows', () => {
    endProcess(0, log);
    vi.advanceTimersByTime(5_000);

    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/is kept alive by [\w, ]*\. Ending/));
  });
});
