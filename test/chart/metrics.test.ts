import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { metrics, MetricOptions } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../libs/queue-job/src/outcome.ts';
import { DeliveryMetrics } from '../../libs/queue-job/src/telemetry/delivery-metrics.ts';
import type { OpenTelemetry } from '../../libs/queue-job/src/telemetry/open-telemetry.ts';
import { ATTRIBUTE } from '../../libs/queue-job/src/telemetry/semantic-conventions.ts';
import { CHART, only, render } from './chart.ts';
import { findHelms } from './tools.ts';

/** What others make, and the labels of it that are used. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  // kube-state-metrics
  kube_job_status_active: ['namespace', 'job_name'],
  kube_job_status_completion_time: ['namespace', 'job_name'],
  kube_job_status_failed: ['namespace', 'job_name', 'reason'],
  kube_pod_status_phase: ['namespace', 'pod', 'phase'],
  // KEDA
  keda_scaled_job_errors_total: ['namespace', 'exported_namespace', 'scaledJob'],
  keda_scaler_detail_errors_total: ['namespace', 'exported_namespace', 'scaledObject'],
  keda_scaler_metrics_value: ['namespace', 'exported_namespace', 'scaledObject'],
};

/** What a metric or an attribute of OpenTelemetry is called in Prometheus. */
const nameInPrometheus = (name: string) => name.replaceAll('.', '_');

const OWN_LABELS = [ATTRIBUTE.destination, ATTRIBUTE.outcome, ATTRIBUTE.redelivered].map(
  nameInPrometheus,
);

/** The series of every metric that the library makes. */
function ownSeries(): readonly string[] {
  const series: string[] = [];
  const nameOf = (name: string, { unit }: MetricOptions = {}) =>
    nameInPrometheus(name) + (unit === 's' ? '_seconds' : '');
  const meter = {
    createCounter: (name: string, options?: MetricOptions) =>
      void series.push(`${nameOf(name, options)}_total`),
    createHistogram: (name: string, options?: MetricOptions) =>
      void series.push(`${nameOf(name, options)}_bucket`),
  };
  const recording = { getMeter: () => meter } as unknown as typeof metrics;
  new DeliveryMetrics({ metrics: recording } as OpenTelemetry);
  return series;
}

/** The series that an expression asks for, with their matchers. */
function seriesIn(expression: string): readonly (readonly [name: string, matchers: string])[] {
  const series = /(?<name>[a-zA-Z_:][\w:]*)\{(?<matchers>(?:"(?:[^"\\]|\\.)*"|[^"}])*)\}/g;
  return [...expression.matchAll(series)].map(({ groups }) => [
    groups!['name']!,
    groups!['matchers']!,
  ]);
}

const { helm } = findHelms()[0]!;
const rule = only(
  render(helm, { values: { prometheusRule: { enabled: true } } }),
  'PrometheusRule',
);
const dashboard = readFileSync(join(CHART, 'files/dashboard.json'), 'utf8');
const expressions = [JSON.stringify(rule['spec']), dashboard].flatMap((text) =>
  [...text.matchAll(/"expr":\s*("(?:[^"\\]|\\.)*")/g)].map(
    ([, expr]) => JSON.parse(expr!) as string,
  ),
);
const used = expressions.flatMap(seriesIn);

describe('the alerts and the dashboard', () => {
  it('ask for metrics that the library makes, for all but one of them, or that others are known to make', () => {
    const names = new Set(used.map(([name]) => name));

    const own = ownSeries();
    expect([...names].filter((name) => !own.includes(name)).toSorted()).toEqual(
      Object.keys(FOREIGN).toSorted(),
    );
    expect(own.filter((name) => !names.has(name))).toEqual([
      // The deliveries that have ended say more.
      'messaging_client_consumed_messages_total',
    ]);
  });

  it('tell series apart by labels that they have', () => {
    const unknown = used.flatMap(([name, matchers]) => {
      const known = FOREIGN[name] ?? [...OWN_LABELS, 'le'];
      const labels = [...matchers.matchAll(/(\w+)(?:=~|!=|!~|=)"/g)].map(([, label]) => label!);
      expect([name, labels]).not.toEqual([name, []]);
      return labels.filter((label) => !known.includes(label)).map((label) => `${name}: ${label}`);
    });

    expect(unknown).toEqual([]);
  });

  it('name outcomes as the library does', () => {
    const outcomes = used.flatMap(
      ([, matchers]) => /queue_job_outcome="([^"]*)"/.exec(matchers)?.[1] ?? [],
    );

    expect(new Set(outcomes)).toEqual(new Set(['poisoned', 'lease-lost']));
    expect(OUTCOMES).toEqual(expect.arrayContaining(outcomes));
  });
});
