import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'nestjs-queue-job';
import { afterAll, describe, expect, it } from 'vitest';
import { CHART, only, podTemplateOf, refusal, render } from './chart.ts';
import { findHelms } from './tools.ts';

/** Lengths of time in every form, and what only looks like one. */
const TEXTS: readonly (string | number)[] = [
  [0, 1, 30, 0.5, 45.25, 604_800, 1_000_000],
  ['0', '30', '0.5', ' 30 ', '1.', '.5', '1e3', '-1', ''],
  ['30s', '10m', '1h30m', '500ms', '1.5h', '7d', '30S', '1H', '1m30', 's', '1w', '1 h', '30s '],
  ['PT10M', 'pt10m', 'PT1H30M', 'P1D', 'P1DT2H', 'PT0.5S', 'PT', 'P', 'P1', 'P1M', 'P1W', 'PT1H2'],
  ['00:10:00', '0:10', '1.02:03:04', '23:59:59.9999999', '24:00:00', '00:60:00', '1:2:3', '1:2:3.'],
  ['soon', 'none', 'exponential(10s, 1h)', '00:10:00s', 'P1DT', 'PT1.5H', '2h2h'],
].flat();

describe.each(findHelms())('the timers of the chart, with Helm $major', ({ helm }) => {
  const directory = mkdtempSync(join(tmpdir(), 'queue-job-chart-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('are read as the library reads them', () => {
    cpSync(CHART, directory, { recursive: true });
    const probe = `apiVersion: v1
kind: Probe
metadata: {name: probe}
lengths:
{{- range .Values.global.texts }}
- {{ include "queue-job.milliseconds" . | quote }}
{{- end }}
`;
    writeFileSync(join(directory, 'templates/probe.yaml'), probe);

    const manifests = render(helm, { chart: directory, values: { global: { texts: TEXTS } } });

    const lengths = only(manifests, 'Probe')['lengths'] as readonly string[];
    expect(TEXTS.map((text, index) => [text, lengths[index]])).toEqual(
      TEXTS.map((text) => [text, `${Duration.parse(text)?.milliseconds ?? ''}`]),
    );
  });

  it.each([
    [undefined, 30],
    ['0s', 10],
    [5, 15],
    ['00:00:20.5', 31],
    ['PT25S', 35],
  ])('give ShutdownGracePeriod %j 10 s more before the kill', (ShutdownGracePeriod, expected) => {
    const manifests = render(helm, { values: { settings: { ShutdownGracePeriod } } });

    expect(podTemplateOf(manifests).spec.terminationGracePeriodSeconds).toBe(expected);
  });

  const BROKEN: readonly (readonly [told: string, values: object])[] = [
    [
      'terminationGracePeriodSeconds (29) is too short: the executor may go on for settings.ShutdownGracePeriod (20s), and its message must be released after that. Write 30 or more',
      { terminationGracePeriodSeconds: 29 },
    ],
    [
      'settings.ShutdownGracePeriod (PT30S) is not shorter than the lease, settings.VisibilityTimeout (30s)',
      { settings: { ShutdownGracePeriod: 'PT30S' } },
    ],
    [
      'settings.ShutdownGracePeriod (20s) is not shorter than the lease, settings.VisibilityTimeout (00:00:10)',
      { settings: { VisibilityTimeout: '00:00:10' } },
    ],
    [
      'activeDeadlineSeconds (600) ends the pod before the library can end the work, which may take 600 s by settings.ExecutionTimeout',
      { settings: { ExecutionTimeout: '10m' }, activeDeadlineSeconds: 600 },
    ],
    [
      'job.activeDeadlineSeconds (60) ends the pod before the library can end the work, which may take 90 s by settings.ExecutionTimeout',
      { settings: { ExecutionTimeout: '1m30s' }, job: { activeDeadlineSeconds: 60 } },
    ],
    [
      'activeDeadlineSeconds (4000) ends the pod before the library can end the work, which may take 4200 s by settings.MaxRunTime and settings.ExecutionTimeout',
      {
        settings: { MaxMessages: 'Infinity', MaxRunTime: '1h', ExecutionTimeout: '10m' },
        activeDeadlineSeconds: 4000,
      },
    ],
    [
      'activeDeadlineSeconds (3600) ends the pod before the library can end the work, which may take 3600 s by settings.MaxRunTime',
      { settings: { MaxMessages: 8, MaxRunTime: '1h' }, activeDeadlineSeconds: 3600 },
    ],
    [
      'job.activeDeadlineSeconds (100) is not longer than activeDeadlineSeconds (100)',
      { activeDeadlineSeconds: 100, job: { activeDeadlineSeconds: 100 } },
    ],
  ];

  it.each(BROKEN)('do not hold together when %s', (told, values) => {
    expect(refusal(helm, { values })).toContain(`- ${told}`);
  });

  it.each(BROKEN)('need not hold together with timers.enforce false: %s', (_, values) => {
    const manifests = render(helm, { values: { ...values, timers: { enforce: false } } });

    expect(manifests).not.toEqual([]);
  });

  it.each([
    [{ terminationGracePeriodSeconds: 30 }],
    [{ settings: { VisibilityTimeout: 21 } }],
    [{ settings: { ExecutionTimeout: '10m' }, activeDeadlineSeconds: 601 }],
    [{ settings: { ExecutionTimeout: 'none' }, activeDeadlineSeconds: 1 }],
    [{ activeDeadlineSeconds: 100, job: { activeDeadlineSeconds: 101 } }],
  ])('hold together with %j', (values) => {
    expect(render(helm, { values })).not.toEqual([]);
  });
});
