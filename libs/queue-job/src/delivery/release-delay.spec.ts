import { describe, expect, it, vi } from 'vitest';
import { Duration } from '../options/duration.js';
import { exponentialBackoff, type FailedDelivery } from '../options/retry-policy.js';
import { deliveryBench } from './delivery.fixture.js';
import { RetryMessageError } from './errors/retry-message.error.js';
import { releaseDelay } from './release-delay.js';

const NOW = Date.UTC(2026, 0, 1);
const NEVER = Date.UTC(9999, 11, 31, 23, 59, 59);
const FAILURE = new Error('out of weapons');

const delivery = (change: Partial<FailedDelivery> = {}): FailedDelivery => ({
  messageId: 'b8ab5d1f',
  dequeueCount: 1,
  insertedOn: new Date(NOW),
  expiresOn: new Date(NEVER),
  ...change,
});

const duration = (text: string): Duration => Duration.parse(text)!;

/** In milliseconds. */
const delayOf = (
  retryDelay: Parameters<typeof releaseDelay>[2],
  { error = FAILURE as unknown, ...change }: Partial<FailedDelivery> & { error?: unknown } = {},
): number => releaseDelay(delivery(change), error, retryDelay, NOW).milliseconds;

describe('releaseDelay()', () => {
  it.each(['0s', '1ms', '1s', '2m', '7d'])('is a RetryDelay of %s', (text) => {
    const delay = delayOf(duration(text));

    expect(delay).toBe(duration(text).milliseconds);
  });

  it.each([
    ['10m', 600_000],
    [90, 90_000],
    ['PT0S', 0],
    [duration('3s'), 3_000],
  ])('is what a function returns: %s', (returned, expected) => {
    const delay = delayOf(() => returned);

    expect(delay).toBe(expected);
  });

  it('lets a function decide by the delivery and the error', () => {
    const policy = vi.fn<(...arguments_: unknown[]) => number>(() => 1);

    delayOf(policy, { dequeueCount: 3 });

    expect(policy).toHaveBeenCalledExactlyOnceWith(delivery({ dequeueCount: 3 }), FAILURE);
  });

  it('is what a RetryMessageError names, and no function is asked', () => {
    const policy = vi.fn<() => number>(() => 1);

    const delay = delayOf(policy, { error: new RetryMessageError('closed', { delay: '10m' }) });

    expect(delay).toBe(600_000);
    expect(policy).not.toHaveBeenCalled();
  });

  it.each([1, 2, 3, 4, 5])('doubles the bound of exponential backoff: delivery %i', (count) => {
    const policy = exponentialBackoff({ first: '10s', most: '1m' }, () => 1);

    const delay = delayOf(policy, { dequeueCount: count });

    expect(delay).toBe([10_000, 20_000, 40_000, 60_000, 60_000][count - 1]);
  });

  it.each([
    ['a setting', duration('8d')],
    ['a function', () => '30d'],
    ['a function without measure', () => '9'.repeat(12)],
  ])('is never past seven days, whatever %s says', (_who, retryDelay) => {
    const delay = delayOf(retryDelay);

    expect(delay).toBe(7 * 86_400_000);
  });

  it('is never past seven days, whatever an error says', () => {
    const error = new RetryMessageError('closed', { delay: '8d' });

    const delay = delayOf(duration('0s'), { error });

    expect(delay).toBe(7 * 86_400_000);
  });

  it.each([
    ['in an hour', 3_600_000, 59 * 60_000],
    ['in a good minute', 61_000, 1_000],
    ['in a minute', 60_000, 0],
    ['in a moment', 10, 0],
    ['by now', -1_000, 0],
  ])('brings a message back that expires %s, a minute before', (_when, left, expected) => {
    const delay = delayOf(duration('2h'), { expiresOn: new Date(NOW + left) });

    expect(delay).toBe(expected);
  });

  it.each([undefined, null, '', 'soon', -1, NaN, Infinity, {}, Promise.resolve(1), Symbol('soon')])(
    'throws when a function returns no duration: %o',
    (returned) => {
      const policy = (() => returned) as never;

      expect(() => delayOf(policy)).toThrow(TypeError);
      expect(() => delayOf(policy)).toThrow('RetryDelay returned no duration');
    },
  );

  it('throws what a function throws', () => {
    const policy = () => {
      throw new RangeError('no policy');
    };

    expect(() => delayOf(policy)).toThrow(new RangeError('no policy'));
  });
});

describe('Delivery with a RetryDelay', () => {
  const failing = () => {
    throw FAILURE;
  };

  it('asks a function with the delivery and the error', async () => {
    const retryDelay = vi.fn<(...arguments_: unknown[]) => string>(() => '5m');
    const { queue, clock, deliver } = deliveryBench({ retryDelay }, failing);
    await queue.send('a');

    const { messageId } = await deliver();

    expect(queue.messages[0]?.visibleOn).toBe(clock.now() + 300_000);
    expect(retryDelay.mock.calls).toMatchObject([[{ messageId, dequeueCount: 1 }, FAILURE]]);
  });

  it.each([
    ['throws', () => JSON.parse('no JSON') as string],
    ['returns no duration', () => 'soon'],
  ])(
    'keeps a message away for the length of a lease when the function %s',
    async (_case, retryDelay) => {
      const { queue, clock, deliver } = deliveryBench({ retryDelay }, failing);
      await queue.send('a');

      const report = await deliver();

      expect(report).toMatchObject({ outcome: 'released', error: FAILURE });
      expect(queue.messages[0]?.visibleOn).toBe(clock.now() + 30_000);
    },
  );

  it('shows a message once more before it expires', async () => {
    const { queue, clock, deliver } = deliveryBench({ retryDelay: '1h' }, failing);
    await queue.send('a', { timeToLive: 600_000 });

    await deliver();

    expect(queue.messages[0]?.visibleOn).toBe(clock.now() + 540_000);
  });
});
