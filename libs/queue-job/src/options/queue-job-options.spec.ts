import { describe, expect, it } from 'vitest';
import { FAILED_OUTCOMES } from '../outcome.js';
import { Duration } from './duration.js';
import { faultOf, REQUIRED, resolve } from './options.fixture.js';
import { QueueJobOptions } from './queue-job-options.js';

describe('QueueJobOptions', () => {
  it('has a default for everything but where the messages are', () => {
    const options = resolve();

    expect(options).toBeInstanceOf(QueueJobOptions);
    expect(Object.fromEntries(Object.entries(options))).toEqual({
      ...REQUIRED,
      accountName: undefined,
      storageAccountUriFormat: 'https://{accountName}.queue.core.windows.net/{queueName}',
      traceContextField: 'traceparent',
      authenticationScheme: undefined,
      poisonQueueSuffix: 'poisen',
      maxDequeueCount: 5,
      visibilityTimeout: Duration.parse('30s'),
      retryDelay: Duration.parse('0s'),
      executionTimeout: undefined,
      shutdownGracePeriod: Duration.parse('20s'),
      maxMessages: 1,
      concurrency: 1,
      maxRunTime: undefined,
      idleTimeout: Duration.parse('0s'),
      messageEncoding: 'auto',
      eventTypeField: undefined,
      eventFormat: 'cloudevents',
      eventSource: 'nestjs-queue-job',
      singletonContainer: 'queue-job-locks',
      singletonWait: Duration.parse('0s'),
      blobUriFormat: 'https://{accountName}.blob.core.windows.net',
      poisonFormat: 'body',
      poisonTimeToLive: undefined,
      failedOutcomes: ['released', 'poisoned', 'lease-lost', 'aborted'],
      readyFile: undefined,
    });
  });

  it("names the poison queue after the queue, with the ancestor's suffix", () => {
    expect(resolve().poisonQueueName).toBe('guardian-events-poisen');
    expect(resolve({ poisonQueueSuffix: 'poison' }).poisonQueueName).toBe('guardian-events-poison');
  });

  it.each([
    [1, 1],
    [1000, 1000],
    ['5', 5],
    [' 5 ', 5],
    ['1000', 1000],
    [0, 1],
    ['0', 1],
  ])('reads MaxDequeueCount %j as %j', (maxDequeueCount, expected) => {
    expect(resolve({ maxDequeueCount }).maxDequeueCount).toBe(expected);
  });

  it.each([
    'visibilityTimeout',
    'retryDelay',
    'executionTimeout',
    'shutdownGracePeriod',
    'poisonTimeToLive',
  ] as const)('reads %s in every form of a duration', (setting) => {
    const forms = [600, '600', '600s', '10m', 'PT10M', '00:10:00', Duration.ofSeconds(600)];

    const durations = forms.map((form) => resolve({ [setting]: form })[setting]);

    for (const duration of durations) {
      expect(duration).toBeInstanceOf(Duration);
      expect((duration as Duration).seconds).toBe(600);
    }
  });

  it.each([
    ['visibilityTimeout', '1s', '7d'],
    ['retryDelay', '0s', '7d'],
    ['executionTimeout', '1ms', '7d'],
    ['shutdownGracePeriod', '0s', '7d'],
    ['poisonTimeToLive', '1s', '10000d'],
  ] as const)('lets %s be as short as %s and as long as %s', (setting, least, most) => {
    expect(String(resolve({ [setting]: least })[setting])).toBe(least);
    expect(String(resolve({ [setting]: most })[setting])).toBe(most);
  });

  it('can be told that an executor has all the time it wants, and a poisoned message too', () => {
    const options = resolve({ executionTimeout: 'none', poisonTimeToLive: 'never' });

    expect(options.executionTimeout).toBeUndefined();
    expect(options.poisonTimeToLive).toBeUndefined();
  });

  it.each([
    ['base64', 'base64'],
    ['Base64', 'base64'],
    ['BASE64', 'base64'],
    ['Text', 'text'],
    ['AUTO', 'auto'],
  ])('reads MessageEncoding %j in any case', (messageEncoding, expected) => {
    expect(resolve({ messageEncoding }).messageEncoding).toBe(expected);
  });

  it.each([
    ['released,poisoned', ['released', 'poisoned']],
    [' released , lease-lost ', ['released', 'lease-lost']],
    ['aborted', ['aborted']],
    [
      ['poisoned', 'aborted'],
      ['poisoned', 'aborted'],
    ],
    [[], []],
    [FAILED_OUTCOMES, [...FAILED_OUTCOMES]],
  ])('reads FailedOutcomes %j as a list', (failedOutcomes, expected) => {
    expect(resolve({ failedOutcomes }).failedOutcomes).toEqual(expected);
  });

  it('keeps nothing of one resolution for the next', () => {
    resolve({ failedOutcomes: ['poisoned'], maxDequeueCount: 1, visibilityTimeout: '1m' });

    expect(resolve()).toEqual(resolve({ maxDequeueCount: 5, visibilityTimeout: '30s' }));
    expect(resolve().failedOutcomes).toHaveLength(4);
  });
});

const NOT_WHOLE = 'is not a whole number from 0 to 1000.';
const FORMS = 'is not a duration. Write a number of seconds, 30s, 10m, PT10M or 00:10:00';
const TOO_FINE = 'is not a whole number of seconds, which is as finely as Azure counts.';
const OUTCOMES =
  'is not known. Write any of released, poisoned, lease-lost or aborted, separated by commas.';

describe('QueueJobOptions with faults', () => {
  it.each([
    ['maxDequeueCount', -1, `-1 ${NOT_WHOLE}`],
    ['maxDequeueCount', '-1', `-1 ${NOT_WHOLE}`],
    ['maxDequeueCount', 1001, `1001 ${NOT_WHOLE}`],
    ['maxDequeueCount', '5.5', `"5.5" ${NOT_WHOLE}`],
    ['maxDequeueCount', true, `true ${NOT_WHOLE}`],
    ['maxDequeueCount', [5], `[5] ${NOT_WHOLE}`],
    ['visibilityTimeout', '30 s', `"30 s" ${FORMS}.`],
    ['visibilityTimeout', -5, `-5 ${FORMS}.`],
    ['visibilityTimeout', 'none', `"none" ${FORMS}.`],
    [
      'retryDelay',
      {},
      '{} is not a delay. Write a duration such as 30s, exponential(10s, 1h), or give a function in code.',
    ],
    ['executionTimeout', 'never', `"never" ${FORMS}, or none.`],
    ['poisonTimeToLive', 'none', `"none" ${FORMS}, or never.`],
    ['visibilityTimeout', 0, '0s is out of bounds. Write 1s to 7d.'],
    ['visibilityTimeout', '7d1s', '7d1s is out of bounds. Write 1s to 7d.'],
    ['retryDelay', '7d1ms', '7d1ms is out of bounds. Write 0s to 7d.'],
    ['executionTimeout', 0, '0s is out of bounds. Write 1ms to 7d, or none.'],
    ['shutdownGracePeriod', '8d', '8d is out of bounds. Write 0s to 7d.'],
    ['poisonTimeToLive', 0, '0s is out of bounds. Write 1s to 10000d, or never.'],
    ['visibilityTimeout', 1.5, `1s500ms ${TOO_FINE}`],
    ['poisonTimeToLive', '999ms', `999ms ${TOO_FINE}`],
    ['messageEncoding', 'utf8', '"utf8" is not known. Write auto, base64 or text.'],
    ['messageEncoding', 5, '5 is not known. Write auto, base64 or text.'],
    ['failedOutcomes', 'completed', `"completed" ${OUTCOMES}`],
    ['failedOutcomes', 'poisoned,', `"" ${OUTCOMES}`],
    ['failedOutcomes', ['poisoned', 'x', 5], `"x", 5 ${OUTCOMES}`],
    ['failedOutcomes', { a: 1 }, `{"a":1} ${OUTCOMES}`],
  ])('%s may not be %j', (setting, value, fault) => {
    expect(faultOf({ [setting]: value })).toBe(fault);
  });

  it.each(['abc', '5 times', NaN, Infinity])(
    'MaxDequeueCount is shown as it was written: %j',
    (maxDequeueCount) => {
      expect(faultOf({ maxDequeueCount })).toContain(String(maxDequeueCount));
    },
  );

  it('VisibilityTimeout is a whole number of seconds although its factor is not exact in binary', () => {
    const { visibilityTimeout } = resolve({ visibilityTimeout: '4.1m' });

    expect(visibilityTimeout).toEqual(Duration.ofSeconds(246));
  });

  it.each(['visibilityTimeout', 'executionTimeout'])(
    '%s is shown, however short it is',
    (setting) => {
      expect(faultOf({ [setting]: '0.1ms' })).toMatch(/^\S/);
    },
  );
});
