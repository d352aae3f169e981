import { Duration } from 'nestjs-queue-job/tools';
import { UsageError } from '../usage.error.js';

/** In milliseconds: as long as the service keeps a message away. */
const SEVEN_DAYS = 604_800_000;

/** Reads a flag that holds a length of time; the library that knows how is too slow to load for commander to do it. */
export function duration(flag: string, value: string): Duration;
export function duration(flag: string, value: string | undefined): Duration | undefined;
export function duration(flag: string, value: string | undefined): Duration | undefined {
  if (value === undefined) return undefined;
  const read = Duration.parse(value);
  if (read !== undefined) return read;
  throw new UsageError(
    `${flag} is no length of time: ${value}. Write a number of seconds, 30s, 10m, 2h, 1d or PT10M.`,
  );
}

/** The same for one that the service counts in whole seconds, up to seven days. */
export function delay(flag: string, value: string | undefined): Duration | undefined {
  const read = duration(flag, value);
  if (read !== undefined && read.milliseconds > SEVEN_DAYS) {
    throw new UsageError(`${flag} is ${read}, and a message can be delayed for 7d at most.`);
  }
  return read;
}
