import { EXIT_CODE, type DeliveryReport, type RunReport } from 'nestjs-queue-job';
import type { Told } from '../app/src/script.ts';
import type { JobResult } from './job.ts';

type Execution = Extract<Told, { event: 'executing' }>;

/** What a termination message tells of a run. */
export interface ReportedRun extends Pick<RunReport, 'exitCode' | 'queueName'> {
  /** Only of the outcomes there were. */
  readonly counts?: Partial<RunReport['counts']>;
  readonly deliveries: readonly Omit<DeliveryReport, 'error' | 'isExecutorStillRunning'>[];
  readonly error?: string;
}

/** Reads a job's termination message, which must be one line of JSON. */
export function reportOf({ terminationMessage }: JobResult): ReportedRun {
  if (!/^[^\n]+\n$/.test(terminationMessage)) {
    throw new Error(`The termination message is not one line: ${terminationMessage}`);
  }
  const { help, ...run } = JSON.parse(terminationMessage) as ReportedRun & {
    readonly help?: string;
  };
  // The same in every message, so that no test need repeat it.
  if (help !== helpFor(run.exitCode)) {
    throw new Error(`The termination message helps with ${help}: ${terminationMessage}`);
  }
  return run;
}

/** What to type to have an exit code explained, if it is a failure's and the library's own. */
function helpFor(exitCode: number): string | undefined {
  const isKnown = exitCode !== EXIT_CODE.ok && Object.values<number>(EXIT_CODE).includes(exitCode);
  return isKnown ? `queue-job explain ${exitCode}` : undefined;
}

/** How often, and with what, a job called its executor. */
export function executionsOf({ told }: JobResult): readonly Execution[] {
  return told.filter((one) => one.event === 'executing');
}
