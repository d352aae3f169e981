import fc, { assert } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ensure,
  fuzz,
  FUZZ_TIMEOUT,
  hostileText,
  hostileWord,
  mutated,
} from '../hostile.fixture.js';
import { Duration, type DurationInput } from './duration.js';
import { hostileValue, made } from './hostile-value.fixture.js';
import { parseRetryDelay } from './retry-policy.js';

const KIB_256 = 262_144;
const DAY = 86_400_000;

const milliseconds = fc.oneof(
  fc.nat(100_000),
  fc.nat(),
  fc.nat(Number.MAX_SAFE_INTEGER),
  fc.integer({ min: 0, max: 10_000 }).map((days) => days * DAY),
);

const two = (count: number) => String(count).padStart(2, '0');

/** The ways in which a length of time may be written. */
function forms(count: number): string[] {
  const [days, rest] = [Math.floor(count / DAY), count % DAY];
  const [hours, minutes] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60];
  const seconds = `${Math.floor(rest / 1_000) % 60}.${String(rest % 1_000).padStart(3, '0')}`;
  return [
    `${count}ms`,
    `${Math.floor(count / 1_000)}s${count % 1_000}ms`,
    `${days}d${hours}h${minutes}m${seconds}s`,
    `P${days}DT${hours}H${minutes}M${seconds}S`,
    `${days}.${two(hours)}:${two(minutes)}:${seconds.padStart(6, '0')}`,
  ];
}

const isWhole = (duration: DurationInput) =>
  duration instanceof Duration &&
  Number.isSafeInteger(duration.milliseconds) &&
  duration.milliseconds >= 0;

describe('Duration', { timeout: FUZZ_TIMEOUT }, () => {
  it('is read as it is written, in every form', () => {
    const change = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toLowerCase(),
      (text: string) => text.toUpperCase(),
      (text: string) => ` ${text}\n`,
    );
    const property = fc.property(milliseconds, change, (count, changed) => {
      const duration = Duration.parse(`${count}ms`);

      expect(duration?.milliseconds).toBe(count);
      for (const form of [...forms(count), String(duration)]) {
        expect(Duration.parse(changed(form))?.milliseconds).toBe(count);
      }
    });

    assert(property, fuzz('duration to be written'));
  });

  it('is a number of whole milliseconds that can be written, or none, whatever the text', () => {
    const written = milliseconds.chain((count) => fc.constantFrom(...forms(count)));
    const symbols = fc.string({
      unit: fc.constantFrom(...'0123456789.:PTDHMSdhms -+eE'.split('')),
    });
    const fractions = fc
      .tuple(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.constantFrom('', 'ms', 's', 'm', 'd'))
      .map(([count, unit]) => `${count.toFixed(7)}${unit}`);
    const anything = fc.oneof(hostileText, mutated(written), symbols, fractions);
    const property = fc.property(anything, (text) => {
      const duration = Duration.parse(text);

      expect(parseRetryDelay(text)).toEqual(duration);
      if (duration === undefined) return;
      ensure(isWhole(duration), 'it is a number of whole milliseconds');
      ensure(/\d/.test(text), 'it was written in digits');
      expect(Duration.parse(String(duration))).toEqual(duration);
    });

    assert(property, fuzz('duration as text'));
  });

  it('comes out of every policy, or there is no policy, whatever the text', () => {
    const part = fc.oneof(
      milliseconds.map((count) => `${count}ms`),
      hostileWord,
    );
    const policy = fc.tuple(part, part).map(([first, most]) => `exponential(${first}, ${most})`);
    const property = fc.property(
      fc.oneof(policy, mutated(policy)),
      fc.nat(1_000),
      (text, count) => {
        const delay = parseRetryDelay(text);

        if (typeof delay !== 'function') return;
        ensure(/^\s*exponential\(.*\)\s*$/is.test(text), 'it was written as a policy');
        const date = new Date(0);
        const drawn = delay(
          { messageId: 'a', dequeueCount: count, insertedOn: date, expiresOn: date },
          0,
        );
        ensure(isWhole(drawn), 'it is a number of whole milliseconds');
      },
    );

    assert(property, fuzz('policy as text'));
  });

  it('is none of anything but a number, a text or a duration', () => {
    const property = fc.property(hostileValue, (value) => {
      const input = made(value);
      fc.pre(Object(input) === input && !('kind' in value && value.kind.includes('proxy')));

      expect(Duration.parse(input)).toBe(input instanceof Duration ? input : undefined);
    });

    assert(property, fuzz('duration of another type'));
  });
});

describe('parseRetryDelay', () => {
  it.each([
    ['digits', `${'9'.repeat(KIB_256)}x`],
    ['digits in ISO 8601', `PT${'9'.repeat(KIB_256)}`],
    ['digits as a time span', `${'9'.repeat(KIB_256)}.00:`],
    ['units', `${'1m'.repeat(KIB_256)}`],
    ['units and a stranger', `${'1ms1m'.repeat(KIB_256)}x`],
    ['fractions', '1.'.repeat(KIB_256)],
    ['blanks', `1${' '.repeat(KIB_256)}s`],
    ['a policy of brackets', `exponential(${'('.repeat(KIB_256)},${')'.repeat(KIB_256)}x`],
    ['a policy of blanks', `exponential(${' '.repeat(KIB_256)}1s${' '.repeat(KIB_256)}`],
    ['a policy of units', `exponential(${'1m'.repeat(KIB_256)}, 1d)`],
  ])('refuses 256 KiB of %s at once', (_, text) => {
    expect(parseRetryDelay(text)).toBeUndefined();
  });
});
