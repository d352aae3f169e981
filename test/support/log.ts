import type { JobResult } from './job.ts';

interface LogLine {
  readonly level: string;
  readonly message: string;
}

/** The texts that a job has logged at a level, among whatever else it printed. */
export function logged({ stdout, stderr }: JobResult, level: 'warn' | 'error'): readonly string[] {
  return `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => line.startsWith('{"level":'))
    .map((line) => JSON.parse(line) as LogLine)
    .filter((line) => line.level === level)
    .map(({ message }) => message);
}
