import { describe, expect, it } from 'vitest';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import { ShutdownError } from '../delivery/errors/shutdown.error.js';
import { ConfigurationError } from '../options/configuration.error.js';
import { FAILED_OUTCOMES, type FailedOutcome, type Outcome } from '../outcome.js';
import { QueueAccessError } from '../queue/errors/queue-access.error.js';
import { exitCodeOf, exitCodeOfStart } from './exit-code.js';

const delivery = (outcome: Outcome, error?: unknown): DeliveryReport => ({
  messageId: 'm',
  dequeueCount: 1,
  outcome,
  error,
  duration: 1,
  isExecutorStillRunning: false,
});

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
    const deliveries = outcomes.map((outcome) => delivery(outcome));

    expect(exitCodeOf({ deliveries, error }, FAILED_OUTCOMES)).toBe(code);
  });

  it.each([
    [143, new ShutdownError('SIGTERM')],
    [130, new ShutdownError('SIGINT')],
    [143, new ShutdownError()],
  ])('is %i when work was cut short because: %s', (code, error) => {
    const deliveries = [delivery('aborted', error)];

    expect(exitCodeOf({ deliveries }, FAILED_OUTCOMES)).toBe(code);
  });

  it.each<[number, FailedOutcome[]]>([
    [0, []],
    [11, ['poisoned']],
    [10, ['released']],
  ])('is %i when only %j count as failures', (code, failedOutcomes) => {
    const deliveries = [delivery('poisoned'), delivery('released')];

    expect(exitCodeOf({ deliveries }, failedOutcomes)).toBe(code);
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
