import type { TimeRange } from './chance.js';
import { formatDuration, parseDuration } from './duration-text.js';
import { notUnderstood, outOfBounds } from './plan.messages.js';

/**
 * Reads the text of an option.
 *
 * @returns the value, or a fault that names the option and the way out
 */
export type Reader<T> = (text: string, option: string) => T | Fault;

/** Why a text is no value. */
export class Fault {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

const DAY = 86_400_000;
/** Far longer than anything a job waits for or works at, and short enough to be exact. */
const LONGEST: Bounds = { least: 0, most: 30 * DAY };

export function wholeNumber({ least, most }: Bounds): Reader<number> {
  const expected = `a whole number from ${least} to ${most}`;
  return (text, option) => {
    if (!/^-?\d+$/.test(text)) return new Fault(notUnderstood(option, text, expected));
    const number = Number(text);
    if (number < least || number > most) return new Fault(outOfBounds(option, text, expected));
    return number;
  };
}

/** A whole number, or `Infinity`. */
export function countOrInfinity(bounds: Bounds): Reader<number> {
  const read = wholeNumber(bounds);
  return (text, option) => (text.toLowerCase() === 'infinity' ? Infinity : read(text, option));
}

/** In milliseconds. */
export function duration({ least, most }: Bounds = LONGEST): Reader<number> {
  return (text, option) => {
    const milliseconds = parseDuration(text);
    if (milliseconds === undefined) {
      return new Fault(notUnderstood(option, text, 'a duration such as 30s, 10m or 1h30m'));
    }
    const bounds = `${formatDuration(least)} to ${formatDuration(most)}`;
    return milliseconds < least || milliseconds > most
      ? new Fault(outOfBounds(option, text, bounds))
      : milliseconds;
  };
}

/** `30s`, or `20s-60s`. */
export const timeRange: Reader<TimeRange> = (text, option) => {
  const [first = '', last = first, ...others] = text.split('-');
  const [min, max] = [parseDuration(first), parseDuration(last)];
  if (min === undefined || max === undefined || others.length > 0) {
    const expected = 'a duration such as 30s, or a range of them such as 20s-60s';
    return new Fault(notUnderstood(option, text, expected));
  }
  if (min > max) return new Fault(outOfBounds(option, text, 'the shorter duration first'));
  return max > LONGEST.most ? new Fault(outOfBounds(option, text, '30d at most')) : { min, max };
};

/** `0.2`, or `20%`. */
export const share: Reader<number> = (text, option) => {
  const expected = 'a share from 0 to 1 such as 0.05, or in percent such as 5%';
  if (!/^\d+(\.\d+)?%?$/.test(text)) return new Fault(notUnderstood(option, text, expected));
  const number = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  return number > 1 ? new Fault(outOfBounds(option, text, expected)) : number;
};

const MOST_IN_A_UNIT = 1_000_000_000;

/** `20/m`, in messages per millisecond. */
export const rate: Reader<number> = (text, option) => {
  const [, count, unit] = /^(\d+(?:\.\d+)?)\/(s|m|h|d)$/.exec(text) ?? [];
  if (count === undefined) {
    const expected = 'messages per second, minute, hour or day, such as 20/m';
    return new Fault(notUnderstood(option, text, expected));
  }
  // More than any queue takes, so that nothing that follows has to reckon with infinity.
  return Number(count) > MOST_IN_A_UNIT
    ? new Fault(outOfBounds(option, text, `${MOST_IN_A_UNIT} at most`))
    : Number(count) / parseDuration(`1${unit}`)!;
};

/** Several values with commas between them; one is enough. */
export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (text, option) => {
    const values = [...new Set(text.split(','))].map((part) => read(part.trim(), option));
    const fault = values.find((value) => value instanceof Fault);
    return fault ?? (values as T[]);
  };
}

export function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (text, option) =>
    words.find((word) => word === text) ??
    new Fault(notUnderstood(option, text, `one of ${words.join(', ')}`));
}
