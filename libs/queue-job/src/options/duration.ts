const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const SECONDS = /^\d+(?:\.\d+)?$/;
const UNITS = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/i;
const UNIT = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/gi;
const ISO_8601 =
  /^P(?=.)(?:(\d+(?:\.\d+)?)D)?(?:T(?=.)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;
const TIME_SPAN = /^(?:(\d+)\.)?([01]?\d|2[0-3]):([0-5]?\d)(?::([0-5]?\d(?:\.\d{1,7})?))?$/;

/** In characters: what is longer means no length of time that anybody could wait for. */
const LONGEST = 1_000;

/** How a setting may write a length of time: a number of seconds, `30s`, `10m`, `1h30m`, `PT10M` or .NET's `00:10:00`. */
export type DurationInput = number | string | Duration;

/** A length of time, zero or more whole milliseconds, that knows its unit. */
export class Duration {
  private constructor(readonly milliseconds: number) {}

  /** So many seconds, to the millisecond. */
  static ofSeconds(seconds: number): Duration {
    return new Duration(Math.round(seconds * MILLISECONDS.s));
  }

  /**
   * Reads every form of {@link DurationInput}; `undefined` for anything else. The forms are those of ISO 8601 without
   * years, months and weeks, of .NET's `TimeSpan` constant format, and the short units that Go and Kubernetes write.
   */
  static parse(input: unknown): Duration | undefined {
    if (input instanceof Duration) return input;
    const milliseconds =
      typeof input === 'number'
        ? input * MILLISECONDS.s
        : typeof input === 'string'
          ? parseText(input.trim())
          : undefined;
    // Beyond the safe integers a count of milliseconds would not be exact.
    return milliseconds !== undefined &&
      milliseconds >= 0 &&
      milliseconds <= Number.MAX_SAFE_INTEGER
      ? new Duration(Math.round(milliseconds))
      : undefined;
  }

  /** In seconds, with what is left over as a fraction. */
  get seconds(): number {
    return this.milliseconds / MILLISECONDS.s;
  }

  /** The short form, in units from days down to milliseconds: `1h30m`. */
  toString(): string {
    if (this.milliseconds === 0) return '0s';
    let rest = this.milliseconds;
    let text = '';
    for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
      const count = Math.floor(rest / MILLISECONDS[unit]);
      if (count > 0) text += `${count}${unit}`;
      rest -= count * MILLISECONDS[unit];
    }
    return text;
  }

  /** The same in JSON. */
  toJSON(): string {
    return this.toString();
  }
}

function parseText(text: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  if (SECONDS.test(text)) return Number(text) * MILLISECONDS.s;
  if (UNITS.test(text)) {
    return [...text.matchAll(UNIT)].reduce(
      (sum, [, count, unit]) =>
        sum + Number(count) * MILLISECONDS[unit!.toLowerCase() as keyof typeof MILLISECONDS],
      0,
    );
  }
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] =
    ISO_8601.exec(text) ?? TIME_SPAN.exec(text) ?? [];
  if (days === 0 && hours === 0 && minutes === 0 && seconds === 0) return undefined;
  return (
    Number(days) * MILLISECONDS.d +
    Number(hours) * MILLISECONDS.h +
    Number(minutes) * MILLISECONDS.m +
    Number(seconds) * MILLISECONDS.s
  );
}
