/**
 * How KEDA decides about a ScaledJob with one azure-queue trigger: its formulas and nothing else.
 *
 * Sources, all of KEDA 2.20.2: `pkg/scalers/azure_queue_scaler.go` (what is counted), `pkg/scaling/scaledjob/metrics.go` (the scale
 * aimed at) and `pkg/scaling/executor/scale_jobs.go` (the strategies).
 */

/** Which messages the trigger counts: `queueLengthStrategy` of the azure-queue scaler. */
export const QUEUE_LENGTH_STRATEGIES = ['all', 'visibleonly'] as const;
export type QueueLengthStrategy = (typeof QUEUE_LENGTH_STRATEGIES)[number];

/** `scalingStrategy` of a ScaledJob. */
export type ScalingStrategy =
  | { readonly name: 'default' | 'accurate' | 'eager' }
  | {
      readonly name: 'custom';
      /** `customScalingQueueLengthDeduction`: so many fewer jobs. */
      readonly deduction: number;
      /** `customScalingRunningJobPercentage`: the share of the running jobs that are taken to be at work on counted messages. */
      readonly percentage: number;
    };

/** What one peek shows at most; the scaler asks for so many and falls back to counting all when it gets them. */
const LARGEST_PEEK = 32;

/** What the scaler learns of the queue at one poll, and what asking costs. */
export interface QueueReading {
  readonly count: number;
  /** Storage requests for it. */
  readonly requests: { readonly peeks: number; readonly counts: number };
}

/** Reads the queue as the azure-queue scaler does (`getMessageCount`). */
export function readQueue(
  { visible, invisible }: { readonly visible: number; readonly invisible: number },
  strategy: QueueLengthStrategy,
): QueueReading {
  const peeks = strategy === 'visibleonly' ? 1 : 0;
  if (peeks === 1 && visible < LARGEST_PEEK) {
    return { count: visible, requests: { peeks, counts: 0 } };
  }
  return { count: visible + invisible, requests: { peeks, counts: 1 } };
}

/** What a decision depends on beside the settings. */
export interface ScalingState {
  /** Messages, as the scaler counts them. */
  readonly count: number;
  /** Jobs that are neither complete nor failed, the pending ones included. */
  readonly running: number;
  /** Those of them without a running or succeeded pod, or without one that meets all `pendingPodConditions`. */
  readonly pending: number;
}

export interface ScalingRule {
  readonly strategy: ScalingStrategy;
  /** The trigger's `queueLength`: messages per job; 1 or more. */
  readonly queueLength: number;
  /** 1 or more. `minReplicaCount` is taken to be 0: anything else starts empty pods for ever. */
  readonly maxReplicaCount: number;
}

/** How many jobs one poll creates (`RequestJobScale`). */
export function jobsToCreate({ count, running, pending }: ScalingState, rule: ScalingRule): number {
  // The trigger is not active, and only an active one creates jobs.
  if (count === 0) return 0;
  const { strategy, queueLength, maxReplicaCount: max } = rule;
  const maxScale = Math.ceil(Math.min(count / queueLength, max));
  const scaleTo = strategy.name === 'eager' ? max : count;
  return Math.min(scaleTo, Math.max(0, effectiveMaxScale()));

  function effectiveMaxScale(): number {
    switch (strategy.name) {
      case 'default':
        return maxScale - running;
      case 'custom': {
        const { deduction, percentage } = strategy;
        return Math.min(maxScale - deduction - Math.trunc(running * percentage), max);
      }
      case 'accurate':
        return maxScale + running - pending > max ? max - running : maxScale - pending;
      case 'eager':
        return Math.min(max - running - pending, maxScale);
    }
  }
}
