import { describe, expect, it } from 'vitest';
import { Duration } from './duration.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const words = (text: string) => text.split(' ');
const millisecondsOf = (input: unknown) => Duration.parse(input)?.milliseconds;

describe('Duration.parse', () => {
  it.each<[unknown, number]>([
    [0, 0],
    [-0, 0],
    [1, SECOND],
    [1.5, 1_500],
    [0.001, 1],
    ['0', 0],
    ['30', 30 * SECOND],
    ['007', 7 * SECOND],
    ['0.5', 500],
    [' 30 ', 30 * SECOND],
  ])('reads a bare number as seconds: %j', (input, expected) => {
    expect(millisecondsOf(input)).toBeCloseTo(expected, 6);
  });

  it.each([
    ['1ms', 1],
    ['30s', 30 * SECOND],
    ['10m', 10 * MINUTE],
    ['2h', 2 * HOUR],
    ['7d', 7 * DAY],
    ['0s', 0],
    ['1.5s', 1_500],
    ['0.5h', 30 * MINUTE],
    ['1h30m', HOUR + 30 * MINUTE],
    ['1d2h3m4s5ms', DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND + 5],
    ['90m', 90 * MINUTE],
    ['30S', 30 * SECOND],
    ['10M', 10 * MINUTE],
    ['5MS', 5],
    ['\t30s\n', 30 * SECOND],
  ])('reads the short units of Go and Kubernetes: %j', (input, expected) => {
    expect(millisecondsOf(input)).toBe(expected);
  });

  it.each([
    ['PT10M', 10 * MINUTE],
    ['pt10m', 10 * MINUTE],
    ['P1D', DAY],
    ['PT0S', 0],
    ['P0D', 0],
    ['PT1H30M', HOUR + 30 * MINUTE],
    ['PT36H', 36 * HOUR],
    ['PT1.5S', 1_500],
    ['P1DT2H3M4S', DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND],
  ])('reads ISO 8601: %j', (input, expected) => {
    expect(millisecondsOf(input)).toBe(expected);
  });

  it.each([
    ['00:00:00', 0],
    ['00:10:00', 10 * MINUTE],
    ['0:10:0', 10 * MINUTE],
    ['10:00', 10 * HOUR],
    ['23:59:59', 23 * HOUR + 59 * MINUTE + 59 * SECOND],
    ['1.00:00:00', DAY],
    ['7.12:30:15', 7 * DAY + 12 * HOUR + 30 * MINUTE + 15 * SECOND],
    ['00:00:00.5', 500],
    ['00:00:01.2500000', 1_250],
  ])("reads .NET's TimeSpan: %j", (input, expected) => {
    expect(millisecondsOf(input)).toBe(expected);
  });

  it.each([
    ['nothing', ['', ' ']],
    ['no number', words('. : .5 5. 1,5 1_000 1e3 0x10 ３０ null true none NaN Infinity -Infinity')],
    ['a sign', words('-5 -1s +5 -PT1S P-1D -00:10:00')],
    [
      'a unit that is unknown or apart',
      ['30 s', '1h 30m', ...words('1s, s ms 1mss 1y 1w 30sec 1s30')],
    ],
    ['no part of ISO 8601', words('P PT P1DT PT1 PT1D P1H PT1M1H P1Y P1M P1W PT1Hx')],
    ['no time of a TimeSpan', words('00:60:00 00:00:60 99:99:99 100:00:00 1: :30 1.1.00:00:00')],
    ['more than a TimeSpan', words('00:00:00.12345678 00:10:00Z 2026-01-01')],
  ])('refuses %s: %j', (_, inputs) => {
    expect(inputs.filter((input) => Duration.parse(input) !== undefined)).toEqual([]);
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['a negative number', -1],
    ['a boolean', true],
    ['a bigint', 10n],
    ['a list', ['30s']],
    ['a date', new Date(0)],
    ['an object that looks like one', { milliseconds: 5, seconds: 0.005 }],
  ])('refuses %s', (_, input) => {
    expect(Duration.parse(input)).toBeUndefined();
  });

  it('gives a duration back as it is', () => {
    const duration = Duration.ofSeconds(5);

    expect(Duration.parse(duration)).toBe(duration);
  });

  it.each(['1', '1s', '1m', '1:', 'P1D', '0.'])(
    'is not slowed down by a long text of %j',
    (fragment) => {
      const start = performance.now();

      expect(Duration.parse(`${fragment.repeat(10_000)}!`)).toBeUndefined();

      expect(performance.now() - start).toBeLessThan(1_000);
    },
  );
});

describe('Duration', () => {
  it.each([
    [0, '0s'],
    [1, '1ms'],
    [999, '999ms'],
    [SECOND, '1s'],
    [1_500, '1s500ms'],
    [90 * SECOND, '1m30s'],
    [DAY, '1d'],
    [DAY + 1, '1d1ms'],
    [2 * DAY + 3 * HOUR + 4 * MINUTE + 5 * SECOND + 6, '2d3h4m5s6ms'],
    [10_000 * DAY, '10000d'],
  ])('shows %d ms as %j', (milliseconds, expected) => {
    const duration = Duration.parse(`${milliseconds}ms`);

    expect(String(duration)).toBe(expected);
    expect(JSON.stringify({ duration })).toBe(`{"duration":"${expected}"}`);
  });

  it.each(['0', '1', '90', '1.5s', '1h30m', 'PT36H', '23:59:59', '1.00:00:00', '7d', '10000d'])(
    'shows %j as a text that reads as the same duration',
    (input) => {
      const duration = Duration.parse(input);

      expect(Duration.parse(String(duration))).toEqual(duration);
    },
  );

  it('knows its seconds', () => {
    expect(Duration.ofSeconds(90).seconds).toBe(90);
    expect(Duration.parse('1s500ms')?.seconds).toBe(1.5);
  });
});

describe('Duration of fractions', () => {
  // Not every decimal fraction is exact in binary: 1.001 s is 1000.9999… ms, 4.1 m 245999.999…
  it.each([
    ['1.001', '1s1ms'],
    ['1.005s', '1s5ms'],
    ['4.1m', '4m6s'],
    ['0.7d', '16h48m'],
  ])('counts in whole milliseconds: %j is %j', (input, expected) => {
    expect(String(Duration.parse(input))).toBe(expected);
  });

  it.each(['0.4ms', '0.0001', '00:00:00.1234567', '1.0005s'])(
    'shows %j as a text that reads as the same duration',
    (input) => {
      const duration = Duration.parse(input);

      expect(Duration.parse(String(duration))).toEqual(duration);
    },
  );

  it.each([
    ['a bare number', '9'.repeat(400)],
    ['seconds', `${'9'.repeat(400)}s`],
    ['ISO 8601', `PT${'9'.repeat(400)}S`],
    ['a number that overflows', 1e308],
  ])('refuses what is too long to be counted: %s', (_, input) => {
    expect(Duration.parse(input)).toBeUndefined();
  });

  it('refuses a text of more than 1000 characters', () => {
    expect(String(Duration.parse('1m'.repeat(500)))).toBe('8h20m');
    expect(Duration.parse('1m'.repeat(501))).toBeUndefined();
    expect(Duration.parse('1m'.repeat(5_000_000))).toBeUndefined();
  });
});
