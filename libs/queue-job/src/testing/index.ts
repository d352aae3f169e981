/**
 * A job in a test: on queues in memory, and with a clock that the test moves.
 *
 * @module nestjs-queue-job/testing
 */

export { QueueJobTest, type QueueJobTestOptions } from './queue-job-test.js';
export type { JobUnderTest, TestingApplicationOptions } from './testing-application.js';
export type { TestSettings } from './test-settings.js';
export type { TestRun } from './test-run.js';
export type { TestMessage, TestQueue } from './test-queue.js';
export type { LogLine } from './test-log.js';
export type { ManualClock } from '../clock/manual-clock.js';
export type { Cancel } from '../clock/clock.js';
