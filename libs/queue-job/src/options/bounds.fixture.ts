import { isAbsolute } from 'node:path';
import { FAILED_OUTCOMES } from '../outcome.js';
import { Duration } from './duration.js';
import {
  ENCODINGS,
  EVENT_FORMATS,
  POISON_FORMATS,
  type QueueJobOptions,
} from './queue-job-options.js';

const DAY = 86_400_000;

/** Whether what is told of each setting where a user meets it, at `QueueJobModuleOptions`, holds. */
export function isWithinBounds(options: QueueJobOptions): boolean {
  const { executionTimeout: timeout, maxRunTime, poisonTimeToLive, retryDelay } = options;
  const { connectionString, authenticationScheme } = options;
  return [
    ...[options.queueName, options.poisonQueueName, options.singletonContainer].map(isName),
    (connectionString === undefined) !== (authenticationScheme === undefined),
    isWhole(options.maxDequeueCount, 1_000),
    isWhole(options.concurrency, 1_000),
    options.maxMessages === Infinity || isWhole(options.maxMessages, Number.MAX_VALUE),
    isLength(options.visibilityTimeout, 1_000, 7 * DAY, 1_000),
    isLength(options.shutdownGracePeriod, 0, 7 * DAY),
    isLength(options.idleTimeout, 0, 7 * DAY),
    isLength(options.singletonWait, 0, (timeout?.milliseconds ?? 7 * DAY + 1) - 1),
    typeof retryDelay === 'function' || isLength(retryDelay, 0, 7 * DAY),
    timeout === undefined || isLength(timeout, 1, 7 * DAY),
    maxRunTime === undefined || isLength(maxRunTime, 1_000, 24 * DAY),
    poisonTimeToLive === undefined || isLength(poisonTimeToLive, 1_000, 10_000 * DAY, 1_000),
    ENCODINGS.includes(options.messageEncoding),
    EVENT_FORMATS.includes(options.eventFormat),
    /^[!#$%&'()*+,./:;=?@[\]\w~-]+$/.test(options.eventSource),
    POISON_FORMATS.includes(options.poisonFormat),
    /^[^.\s]+(\.[^.\s]+)*$/.test(options.eventTypeField ?? 'a.b'),
    isAbsolute(options.readyFile ?? '/tmp/ready'),
    /^[^.\s]+(\.[^.\s]+)*$/.test(options.traceContextField),
    Array.from(options.failedOutcomes).every((outcome) => FAILED_OUTCOMES.includes(outcome)),
    isAddress(options.storageAccountUriFormat),
    isAddress(options.blobUriFormat),
  ].every(Boolean);
}

const isName = (text: string) => /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(text);

const isWhole = (value: number, most: number) =>
  Number.isInteger(value) && value >= 1 && value <= most;

const isLength = (value: unknown, least: number, most: number, unit = 1) =>
  value instanceof Duration &&
  value.milliseconds >= least &&
  value.milliseconds <= most &&
  value.milliseconds % unit === 0;

function isAddress(format: string): boolean {
  const { protocol } = new URL(format.replaceAll(/\{(?:accountName|queueName)\}/gi, 'abc'));
  return protocol === 'https:' || protocol === 'http:';
}
