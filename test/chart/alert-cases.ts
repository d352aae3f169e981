/** Values of a series, one a minute, as promtool writes them: `0+1x9` counts from 0 to 9, `_` is none. */
type Series = Readonly<Record<string, string>>;

const deliveries = (outcome: string, values: string): Series => ({
  [`queue_job_deliveries_total{messaging_destination_name="guardian-events",queue_job_outcome="${outcome}"}`]:
    values,
});
const latency = (bound: string, values: string): Series => ({
  [`queue_job_queue_latency_seconds_bucket{messaging_destination_name="guardian-events",queue_job_redelivered="false",le="${bound}"}`]:
    values,
});
const failed = (reason: string, values: string, job = 'q-queue-job-x2x4z'): Series => ({
  [`kube_job_status_failed{namespace="default",job_name="${job}",reason="${reason}"}`]: values,
});
const completedAt = (values: string): Series => ({
  'kube_job_status_completion_time{namespace="default",job_name="q-queue-job-x2x4z"}': values,
});
const running = (values: string): Series => ({
  'kube_pod_status_phase{namespace="default",pod="q-queue-job-x2x4z-b7f9c",phase="Running"}':
    values,
});
const ofKeda = (metric: string, name: string, values: string): Series => ({
  [`${metric}{namespace="keda",exported_namespace="default",${name}="q-queue-job"}`]: values,
});

/** What Prometheus has seen, and which alerts it must lead to. */
export interface Case {
  readonly series: Series;
  /** In minutes: when to look. */
  readonly at: number;
  readonly fires: readonly string[];
}

const POISONED = ['QueueJobMessagesPoisoned'];
const FAIL = ['QueueJobPodsFail'];
const LOST = ['QueueJobLeasesLost'];
const WAIT = ['QueueJobMessagesWait'];
const STALLED = ['QueueJobQueueStalled'];
const SCALER = ['QueueJobScalerErrors'];

/** By what happens: for each alert what makes it fire, and what must not. */
export const CASES: Readonly<Record<string, Case>> = {
  'the first message that was ever poisoned, whose series begins with 1': {
    series: deliveries('poisoned', '_x20 1x5'),
    at: 23,
    fires: POISONED,
  },
  'one more poisoned message': {
    series: deliveries('poisoned', '7x20 8x5'),
    at: 23,
    fires: POISONED,
  },
  'the first poisoned message after the collector has begun anew': {
    series: deliveries('poisoned', '7x5 _x20 1x5'),
    at: 28,
    fires: POISONED,
  },
  'a poisoned message of yesterday': { series: deliveries('poisoned', '1x60'), at: 40, fires: [] },
  'completed and released messages': {
    series: { ...deliveries('completed', '0+9x60'), ...deliveries('released', '0+2x60') },
    at: 40,
    fires: [],
  },
  'a Job that gave up': {
    series: failed('BackoffLimitExceeded', '_x20 1x60'),
    at: 25,
    fires: FAIL,
  },
  'a Job that took too long': {
    series: failed('DeadlineExceeded', '_x20 1x60'),
    at: 25,
    fires: FAIL,
  },
  'a Job that gave up long ago and is still there': {
    series: failed('BackoffLimitExceeded', '1x60'),
    at: 40,
    fires: [],
  },
  'a Job whose pod decided about its message': {
    series: { ...failed('', '_x20 1x60'), ...failed('BackoffLimitExceeded', '_x20 0x60') },
    at: 25,
    fires: [],
  },
  "another release's Job that gave up": {
    series: failed('BackoffLimitExceeded', '_x20 1x60', 'q-queue-job-eu-x2x4z'),
    at: 25,
    fires: [],
  },
  'three lost leases': { series: deliveries('lease-lost', '0x10 1x5 3x9'), at: 20, fires: LOST },
  'one lost lease': { series: deliveries('lease-lost', '0x10 1x20'), at: 20, fires: [] },
  'messages that wait for an hour': {
    series: {
      ...latency('900', '0x60'),
      ...latency('3600', '0+5x60'),
      ...latency('+Inf', '0+5x60'),
    },
    at: 30,
    fires: WAIT,
  },
  'messages that wait for some seconds': {
    series: {
      ...latency('10', '0+5x60'),
      ...latency('3600', '0+5x60'),
      ...latency('+Inf', '0+5x60'),
    },
    at: 30,
    fires: [],
  },
  'messages that nothing works on': {
    series: {
      ...ofKeda('keda_scaler_metrics_value', 'scaledObject', '4x60'),
      ...running('0x60'),
    },
    at: 20,
    fires: STALLED,
  },
  'messages that nothing works on, where KEDA keeps its own label': {
    series: {
      'keda_scaler_metrics_value{namespace="default",scaledObject="q-queue-job"}': '4x60',
    },
    at: 20,
    fires: STALLED,
  },
  'messages that have just come in': {
    series: ofKeda('keda_scaler_metrics_value', 'scaledObject', '0x15 4x60'),
    at: 20,
    fires: [],
  },
  'more messages than pods, which have been at work for long': {
    series: {
      ...ofKeda('keda_scaler_metrics_value', 'scaledObject', '4x60'),
      ...running('1x60'),
    },
    at: 40,
    fires: [],
  },
  'more messages than pods, which are seldom seen because they are quick': {
    series: {
      ...ofKeda('keda_scaler_metrics_value', 'scaledObject', '4x60'),
      ...running('0x60'),
      ...completedAt('0+60x60'),
    },
    at: 40,
    fires: [],
  },
  'a queue that KEDA cannot look at': {
    series: ofKeda('keda_scaler_detail_errors_total', 'scaledObject', '0+6x60'),
    at: 20,
    fires: SCALER,
  },
  'Jobs that KEDA cannot make': {
    series: ofKeda('keda_scaled_job_errors_total', 'scaledJob', '0+6x60'),
    at: 20,
    fires: SCALER,
  },
  'one error of KEDA': {
    series: ofKeda('keda_scaler_detail_errors_total', 'scaledObject', '0x15 1x60'),
    at: 20,
    fires: [],
  },
};
