import type { TimeRange } from './chance.js';
import type { QueueLengthStrategy, ScalingRule } from './keda.js';

/** What has to be done. All times are in milliseconds, shares from 0 to 1. */
export interface Load {
  /** When each message is sent, in order. */
  readonly arrivals: readonly number[];
  /** How long after that it becomes visible: messages scheduled ahead. */
  readonly delay: number;
  /** How long an execution takes. */
  readonly work: TimeRange;
  /** The share of executions that end in an error. */
  readonly failureRate: number;
  /** The share of executions in which the pod is killed, say for want of memory, at some moment of the work. */
  readonly crashRate: number;
}

/** What the cluster takes its time for. */
export interface Cluster {
  /** From a pod's creation to its running container: scheduling, image pull. KEDA calls the job pending meanwhile. */
  readonly podStart: TimeRange;
  /** From the running container to its first receive. */
  readonly boot: TimeRange;
  /** From a pod's exit to its job's end, as KEDA sees it. */
  readonly jobEnd: number;
  /** `backoffLimit` of the job: how many killed pods it replaces, after 10 s, 20 s, 40 s …. */
  readonly backoffLimit: number;
}

/** One way to run it, which a plan compares with others. */
export interface Setting extends ScalingRule {
  /** What tells it from the others it is compared with. */
  readonly label: string;
  readonly queueLengthStrategy: QueueLengthStrategy;
  /** Whether a pod counts as pending until it holds a message: `pendingPodConditions: [Ready]`. */
  readonly leaseGate: boolean;
  /** In milliseconds. */
  readonly pollingInterval: number;
  /** The job's `MaxMessages`; may be `Infinity`. */
  readonly maxMessages: number;
  /** The job's `Concurrency`. */
  readonly concurrency: number;
  /** The job's `VisibilityTimeout`, in milliseconds. */
  readonly lease: number;
  /** The job's `RetryDelay`, in milliseconds. */
  readonly retryDelay: number;
  /** The job's `MaxDequeueCount`. */
  readonly maxDequeueCount: number;
}

/** What is simulated. */
export interface Plan {
  readonly load: Load;
  readonly cluster: Cluster;
  readonly setting: Setting;
  readonly seed: number;
}
