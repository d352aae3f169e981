import type { JobResult } from './job.ts';

/** A line that the job's own logger has written. */
export interface LogLine extends Readonly<Record<string, unknown>> {
  readonly level: string;
  readonly message: string;
}

/** Every line that a job has logged, among whatever else it printed. */
export function logLines({ stdout, stderr }: JobResult): readonly LogLine[] {
  return `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => line.startsWith('{"level":'))
    .map((line) => JSON.parse(line) as LogLine);
}

/** The texts that a job has logged at a level. */
export function logged(result: JobResult, level: 'warn' | 'error'): readonly string[] {
  return logLines(result)
    .filter((line) => line.level === level)
    .map(({ message }) => message);
}
