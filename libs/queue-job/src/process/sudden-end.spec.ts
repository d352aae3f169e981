import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { NOT_BEGUN, type RunProgress } from '../runner/run-progress.js';
import type { RunReport } from '../runner/run-report.js';
import { Tally } from '../runner/tally.js';
import type { Log } from '../log.js';
import { watchForSuddenEnd } from './sudden-end.js';

type Event = 'exit' | 'beforeExit' | 'uncaughtExceptionMonitor';

const EVENTS: readonly Event[] = ['exit', 'beforeExit', 'uncaughtExceptionMonitor'];

/** Node's own events, told to nobody but who began to listen since. */
function eventsFromNow() {
  const before = new Set(EVENTS.flatMap((event) => process.rawListeners(event)));
  return (event: Event, ...what: unknown[]) => {
    for (const listener of process.rawListeners(event)) {
      if (!before.has(listener)) Reflect.apply(listener, process, what);
    }
  };
}

interface Situation {
  readonly progress?: RunProgress;
  readonly forcedBy?: NodeJS.Signals;
}

function watch({ progress, forcedBy }: Situation = {}) {
  const emit = eventsFromNow();
  const log = { warn: vi.fn<Log['warn']>(), error: vi.fn<Log['error']>() };
  const leave = vi.fn<(report: RunReport) => void>();
  const watching = watchForSuddenEnd({
    progress: () => progress,
    signals: { forcedBy },
    log: log as Partial<Log> as Log,
    leave,
  });
  onTestFinished(() => {
    watching[Symbol.dispose]();
    process.exitCode = undefined;
  });
  return { emit, log, leave, watching };
}

const delivery = (messageId: string) => ({ messageId, dequeueCount: 2 });

function over(exitCode: number): RunProgress {
  const { counts, deliveries } = new Tally();
  const report = { exitCode, queueName: 'guardian-events', counts, deliveries, duration: 7 };
  return { ...NOT_BEGUN, report };
}

describe('watchForSuddenEnd, before the run is over', () => {
  const ENDED = 'The process ended before its run did:';
  const NOTHING = 'It knew of no message in hand.';

  it.each([
    [0, 1],
    [1, 1],
    [3, 3],
    [10, 10],
  ])('tells of process.exit(%d), which ends with %d', (code, exitCode) => {
    const { emit, log, leave } = watch();

    emit('exit', code);

    const error = `${ENDED} process.exit(${code}) was called. ${NOTHING}`;
    expect(process.exitCode).toBe(exitCode);
    expect(log.error).toHaveBeenCalledExactlyOnceWith(error);
    expect(leave).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ exitCode, error }));
  });

  it.each([
    ['an error', new TypeError('x is not a function'), 'TypeError: x is not a function'],
    ['a text', 'no way', 'no way'],
    ['nothing', undefined, 'undefined'],
    ['a secret', new Error('AccountKey=abc;'), 'Error: AccountKey=[redacted];'],
  ])('tells of %s that nobody caught', (_, thrown, text) => {
    const { emit, log } = watch();

    emit('uncaughtExceptionMonitor', thrown, 'uncaughtException');
    emit('exit', 1);

    expect(log.error).toHaveBeenCalledWith(`${ENDED} nobody caught "${text}". ${NOTHING}`);
  });

  it('does not blame an error that the application has lived on with', async () => {
    const { emit, log } = watch();

    emit('uncaughtExceptionMonitor', new Error('No.'), 'uncaughtException');
    await new Promise(setImmediate);
    emit('exit', 0);

    expect(log.error).toHaveBeenCalledWith(`${ENDED} process.exit(0) was called. ${NOTHING}`);
  });

  it('tells that nothing was left to wait for', () => {
    const { emit, log } = watch();

    emit('beforeExit', 0);
    emit('exit', 0);

    expect(log.error).toHaveBeenCalledWith(
      `${ENDED} nothing was left to wait for; something awaits a promise that never settles. ${NOTHING}`,
    );
    expect(process.exitCode).toBe(1);
  });

  it('does not say so when there was something after all', async () => {
    const { emit, log } = watch();

    emit('beforeExit', 0);
    await new Promise(setImmediate);
    emit('exit', 0);

    expect(log.error).toHaveBeenCalledWith(expect.stringContaining('process.exit(0) was called.'));
  });

  it('tells of the second signal, whatever else went wrong', () => {
    const { emit, log } = watch({ forcedBy: 'SIGINT' });

    emit('uncaughtExceptionMonitor', new Error('No.'), 'uncaughtException');
    emit('exit', 130);

    expect(log.error).toHaveBeenCalledWith(`${ENDED} a second signal came, SIGINT. ${NOTHING}`);
    expect(process.exitCode).toBe(130);
  });

  it('tells of the messages in hand, and of the deliveries that had ended', () => {
    const tally = new Tally();
    tally.add({
      ...delivery('a'),
      outcome: 'completed',
      duration: 5,
      isExecutorStillRunning: false,
    });
    const { counts, deliveries } = tally;
    const unsettled = [delivery('b'), delivery('c')];
    const progress = { queueName: 'guardian-events', counts, deliveries, unsettled };
    const { emit, leave } = watch({ progress });

    emit('exit', 0);

    expect(leave).toHaveBeenCalledExactlyOnceWith({
      exitCode: 1,
      queueName: 'guardian-events',
      counts,
      deliveries,
      duration: 0,
      error: `${ENDED} process.exit(0) was called. In hand, and coming back when their leases run out: b (delivery 2), c (delivery 2).`,
    });
  });

  it('tells nothing when it is disposed of', () => {
    const { emit, log, leave, watching } = watch();

    watching[Symbol.dispose]();
    for (const event of EVENTS) emit(event, 0);

    expect(log.error).not.toHaveBeenCalled();
    expect(leave).not.toHaveBeenCalled();
    expect(process.exitCode).toBeUndefined();
  });
});

describe('watchForSuddenEnd, after the run', () => {
  const ENDED = 'The process ended after its run, but before the application was closed:';

  it.each([
    [0, 0],
    [10, 0],
    [10, 1],
    [143, 3],
  ])('leaves the report of a run that ended with %d as it is at process.exit(%d)', (own, code) => {
    const progress = over(own);
    const { emit, log, leave } = watch({ progress });

    emit('exit', code);

    expect(process.exitCode).toBe(own);
    expect(log.warn).toHaveBeenCalledWith(`${ENDED} process.exit(${code}) was called.`);
    expect(leave).toHaveBeenCalledExactlyOnceWith(progress.report);
  });

  it('turns a good end into a bad one, with the reason', () => {
    const progress = over(0);
    const { emit, leave } = watch({ progress });

    emit('uncaughtExceptionMonitor', new Error('No database.'), 'uncaughtException');
    emit('exit', 1);

    expect(process.exitCode).toBe(1);
    expect(leave).toHaveBeenCalledExactlyOnceWith({
      ...progress.report,
      exitCode: 1,
      error: `${ENDED} nobody caught "Error: No database.".`,
    });
  });
});
