import { describeError } from 'nestjs-queue-job/tools';
import { age } from '../terminal/age.js';
import type { SweepReport } from './sweep-report.js';

/** What of a sweep is not as one would expect it. */
export function notesOfSweep({ newer, hidden, away }: SweepReport): string[] {
  return [
    newer > 0 ? `${count(newer)} came in meanwhile and stayed there.` : [],
    hidden > 0
      ? `About ${count(hidden)} could not be looked at: somebody else has them, or they are delayed. Try again in some minutes.`
      : [],
    away.count > 0
      ? `${count(away.count)} could not be given back at once and can be seen again in ${age(away.milliseconds)}.`
      : [],
  ].flat();
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : describeError(error);
}

export function count(messages: number): string {
  return messages === 1 ? '1 message' : `${messages} messages`;
}
