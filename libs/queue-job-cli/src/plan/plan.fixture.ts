import { burst } from './arrivals.js';
import type { TimeRange } from './chance.js';
import type { QueueLengthStrategy, ScalingStrategy } from './keda.js';
import type { Cluster, Load, Plan, Setting } from './plan.interface.js';

export const SECOND = 1_000;

/** A length of time without chance, in seconds. */
export const exactly = (seconds: number): TimeRange => between(seconds, seconds);

/** In seconds. */
export const between = (min: number, max: number): TimeRange => ({
  min: min * SECOND,
  max: max * SECOND,
});

/** What the chart installs. */
export const ACCURATE: Setting = {
  label: 'accurate/visibleonly',
  strategy: { name: 'accurate' },
  queueLengthStrategy: 'visibleonly',
  leaseGate: false,
  queueLength: 1,
  maxReplicaCount: 30,
  pollingInterval: 10 * SECOND,
  maxMessages: 1,
  concurrency: 1,
  lease: 30 * SECOND,
  retryDelay: 0,
  maxDequeueCount: 5,
};

/** The setting with another strategy, as the tables' columns name them: `default/all`. */
export function scaledBy(column: string, setting: Setting = ACCURATE): Setting {
  const [choice, gate] = column.split('+');
  const [name, queueLengthStrategy] = choice!.split('/');
  return {
    ...setting,
    label: column,
    strategy: { name } as ScalingStrategy,
    queueLengthStrategy: queueLengthStrategy as QueueLengthStrategy,
    leaseGate: gate !== undefined,
  };
}

export interface PlanParts {
  readonly load?: Partial<Load>;
  readonly cluster?: Partial<Cluster>;
  readonly setting?: Partial<Setting>;
  readonly seed?: number;
}

/** One message, ten seconds of work; pods run after a second, receive after four, and their jobs end a second after them. */
export function plan({ load, cluster, setting, seed = 1 }: PlanParts = {}): Plan {
  return {
    load: {
      arrivals: burst(1),
      delay: 0,
      work: exactly(10),
      failureRate: 0,
      crashRate: 0,
      ...load,
    },
    cluster: {
      podStart: exactly(1),
      boot: exactly(3),
      jobEnd: SECOND,
      backoffLimit: 0,
      ...cluster,
    },
    setting: { ...ACCURATE, ...setting },
    seed,
  };
}
