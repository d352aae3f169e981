import { describe, expect, it } from 'vitest';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { ConfigurationError } from '../options/configuration.error.js';
import { FAILED_OUTCOMES, OUTCOMES, type FailedOutcome, type Outcome } from '../outcome.js';
import { QueueAccessError } from '../queue/errors/queue-access.error.js';
import { exitCodeOf, exitCodeOfStart } from './exit-code.js';

const counts = (...outcomes: Outcome[]): Record<Outcome, number> =>
  Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, outcomes.filter((other) => other === outcome).length]),
  ) as Record<Outcome, number>;

const refused = new QueueAccessError('refused', { queueName: 'q' });

describe('exitCodeOf()', () => {
  it.each<[number, Outcome[], unknown?]>([
    [0, []],
    [0, ['completed', 'completed']],
    [10, ['completed', 'released']],
    [11, ['released', 'poisoned', 'completed']],
    [12, ['released', 'lease-lost', 'poisoned']],
    [21, [], refused],
    [21, ['lease-lost', 'poisoned'], refused],
    [143, ['aborted', 'lease-lost'], refused],
  ])('is %i for the highest-ranking failure among %j', (code, outcomes, error) => {
    const run = { counts: counts(...outcomes), error };

    expect(exitCodeOf(run, FAILED_OUTCOMES)).toBe(code);
  });

  it.each([
    [143, new ShutdownError('SIGTERM')],
    [130, new ShutdownError('SIGINT')],
    [143, new ShutdownError()],
  ])('is %i when work was cut short because: %s', (code, stoppedBy) => {
    const run = { counts: counts('aborted'), stoppedBy };

    expect(exitCodeOf(run, FAILED_OUTCOMES)).toBe(code);
  });

  it.each<[number, FailedOutcome[]]>([
    [0, []],
    [11, ['poisoned']],
    [10, ['released']],
  ])('is %i when only %j count as failures', (code, failedOutcomes) => {
    const run = { counts: counts('poisoned', 'released') };

    expect(exitCodeOf(run, failedOutcomes)).toBe(code);
  });
});

describe('exitCodeOfStart()', () => {
  it.each([
    [20, new ConfigurationError([])],
    [21, refused],
    [1, new Error('no database')],
    [1, undefined],
  ])('is %i when the start failed with %s', (code, error) => {
    expect(exitCodeOfStart(error)).toBe(code);
  });
});
