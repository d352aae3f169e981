import { describe, expect, it } from 'vitest';
import { Duration } from './duration.js';
import { faultOf, resolve } from './options.fixture.js';
import { exponentialBackoff, parseRetryDelay, type RetryPolicy } from './retry-policy.js';

const delivery = (dequeueCount: number) => ({
  messageId: 'a1b2',
  dequeueCount,
  insertedOn: new Date('2026-01-02T03:04:05Z'),
  expiresOn: new Date('2026-01-09T03:04:05Z'),
});

/** The delay in seconds after the delivery of each number failed. */
const delays = (policy: RetryPolicy, ...dequeueCounts: number[]) =>
  dequeueCounts.map(
    (dequeueCount) => (policy(delivery(dequeueCount), new Error('failed')) as Duration).seconds,
  );

describe('exponentialBackoff', () => {
  it('doubles the longest delay with every failed delivery, up to the longest of all', () => {
    const policy = exponentialBackoff({ first: '10s', most: '1m' }, () => 1);

    expect(delays(policy, 1, 2, 3, 4, 5, 100)).toEqual([10, 20, 40, 60, 60, 60]);
  });

  it.each([
    [0, 0],
    [0.25, 5],
    [0.5, 10],
  ])('draws from all of it: at %d', (random, seconds) => {
    const policy = exponentialBackoff({ first: '10s', most: '1h' }, () => random);

    expect(delays(policy, 2)).toEqual([seconds]);
  });

  it('draws anew every time', () => {
    const draws = [0.1, 0.9];
    const policy = exponentialBackoff({ first: '10s', most: '1h' }, () => draws.shift()!);

    expect(delays(policy, 1, 1)).toEqual([1, 9]);
  });

  it('draws by chance unless told otherwise', () => {
    const policy = exponentialBackoff({ first: '1h', most: '1h' });

    const drawn = delays(policy, ...Array.from({ length: 100 }, () => 1));

    expect(new Set(drawn).size).toBeGreaterThan(1);
    for (const seconds of drawn) expect(seconds).toSatisfy((s: number) => s >= 0 && s <= 3600);
  });

  it.each([10, '10', '10s', 'PT10S', '00:00:10', Duration.ofSeconds(10)])(
    'takes the duration %s',
    (duration) => {
      const policy = exponentialBackoff({ first: duration, most: duration }, () => 1);

      expect(delays(policy, 1, 2)).toEqual([10, 10]);
    },
  );

  it.each([
    ['no first delay', { first: 0, most: '1h' }, [0, 0, 0]],
    ['no delay at all', { first: 0, most: 0 }, [0, 0, 0]],
    ['a first delay that is too long', { first: '1h', most: '10s' }, [10, 10, 10]],
  ])('has a sense with %s', (_, durations, expected) => {
    const policy = exponentialBackoff(durations, () => 1);

    expect(delays(policy, 1, 2, 1000)).toEqual(expected);
  });

  it.each([
    [{ first: 'soon', most: '1h' }, '"soon" is not a duration.'],
    [{ first: '10s', most: -1 }, '-1 is not a duration.'],
    [{ first: '10s', most: Infinity }, 'is not a duration.'],
    [{ first: '10s', most: undefined as never }, 'undefined is not a duration.'],
  ])('refuses %j', (durations, message) => {
    expect(() => exponentialBackoff(durations)).toThrow(RangeError);
    expect(() => exponentialBackoff(durations)).toThrow(message);
  });
});

describe('parseRetryDelay', () => {
  it.each([0, 600, '600', '10m', 'PT10M', '00:10:00', Duration.ofSeconds(600)])(
    'reads the duration %s',
    (input) => {
      expect(parseRetryDelay(input)).toEqual(Duration.parse(input));
    },
  );

  it.each([
    'exponential(10s, 1h)',
    'exponential(10s,1h)',
    ' exponential( 10s , 1h ) ',
    'Exponential(10S, 1H)',
    'EXPONENTIAL(10, 3600)',
    'exponential(PT10S, PT1H)',
    'exponential(00:00:10, 01:00:00)',
  ])('reads %j', (input) => {
    const policy = parseRetryDelay(input) as RetryPolicy;

    const longest = Array.from({ length: 200 }, () => delays(policy, 1, 20)).reduce(
      ([first, most], [a = 0, b = 0]) => [Math.max(first!, a), Math.max(most!, b)],
      [0, 0],
    );
    expect(longest[0]).toSatisfy((seconds: number) => seconds > 5 && seconds <= 10);
    expect(longest[1]).toSatisfy((seconds: number) => seconds > 1800 && seconds <= 3600);
  });

  it('gives a function back as it is', () => {
    const policy = () => 5;

    expect(parseRetryDelay(policy)).toBe(policy);
  });

  it.each([
    'soon',
    '',
    'exponential',
    'exponential()',
    'exponential(10s)',
    'exponential(10s, 1h, 2h)',
    'exponential(10s; 1h)',
    'exponential(soon, 1h)',
    'exponential(10s, never)',
    'exponential(-1s, 1h)',
    'exponential(10s, 1h',
    'linear(10s, 1h)',
    'x exponential(10s, 1h)',
    -1,
    NaN,
    Infinity,
    null,
    undefined,
    true,
    {},
    [],
    ['10s'],
  ])('reads no %j', (input) => {
    expect(parseRetryDelay(input)).toBeUndefined();
  });

  it('is not slowed down by a long text', () => {
    const start = performance.now();

    parseRetryDelay(`exponential(${' '.repeat(50_000)}1s${' '.repeat(50_000)}`);

    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('RetryDelay', () => {
  it('may be a duration', () => {
    expect(resolve({}, { RetryDelay: '30s' }).retryDelay).toEqual(Duration.ofSeconds(30));
  });

  it('may be exponential, in the environment too', () => {
    const { retryDelay } = resolve({}, { RetryDelay: 'exponential(10s, 1h)' });

    expect(delays(retryDelay as RetryPolicy, 1)[0]).toBeLessThanOrEqual(10);
  });

  it('may be a function in code, which is not called at start', () => {
    const policy: RetryPolicy = () => {
      throw new Error('called');
    };

    expect(resolve({ retryDelay: policy }).retryDelay).toBe(policy);
  });

  it('may be what exponentialBackoff makes', () => {
    const policy = exponentialBackoff({ first: '10s', most: '1h' });

    expect(resolve({ retryDelay: policy }).retryDelay).toBe(policy);
  });

  it.each(['soon', 'exponential(10s)', 'exponential(10s, never)', -1, true, {}])(
    'cannot be %j, and says what it can',
    (retryDelay) => {
      expect(faultOf({ retryDelay })).toBe(
        `${JSON.stringify(retryDelay)} is not a delay. Write a duration such as 30s, exponential(10s, 1h), or give a function in code.`,
      );
    },
  );

  it.each([0, '7d'])('may be %j, its bound', (retryDelay) => {
    expect(resolve({ retryDelay }).retryDelay).toEqual(Duration.parse(retryDelay));
  });

  it('cannot be longer than what storage allows', () => {
    expect(faultOf({ retryDelay: '8d' })).toBe('8d is out of bounds. Write 0s to 7d.');
  });
});
