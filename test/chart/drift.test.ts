import { describe, expect, it } from 'vitest';
import { QueueJobOptions } from 'nestjs-queue-job';
import { mergeSettings } from '../../libs/queue-job/src/options/merge-settings.ts';
import { resolveOptions } from '../../libs/queue-job/src/options/resolve-options.ts';
import {
  environmentVariable,
  nameInVariable,
  SETTING_NAMES,
} from '../../libs/queue-job/src/options/setting.ts';
import { join } from 'node:path';
import { CHART, only, podTemplateOf, render, type Manifest } from './chart.ts';
import { findHelms } from './tools.ts';

/** The variables that the job in a pod sees, and the keys of Secrets that stand for some of their values. */
function environmentOf(manifests: readonly Manifest[]): Readonly<Record<string, string>> {
  const { env = [], envFrom } = podTemplateOf(manifests).spec.containers[0];
  const { name } = only(manifests, 'ConfigMap').metadata;
  expect(envFrom.at(-1)).toEqual({ configMapRef: { name } });
  const own = env.map(({ name, value, valueFrom }: Manifest['env']) => [
    name,
    value ?? valueFrom.secretKeyRef.key,
  ]);
  return { ...only(manifests, 'ConfigMap')['data'], ...Object.fromEntries(own) };
}

/** What the library makes of an environment. */
function readByLibrary(environment: Readonly<Record<string, string>>): QueueJobOptions {
  const entries = Object.entries(environment).flatMap(([variable, value]) => {
    const name = nameInVariable(variable);
    return name === undefined ? [] : [[name, value] as const];
  });
  return resolveOptions(mergeSettings({ label: 'environment', entries }), {});
}

describe.each(findHelms())('the chart and the library, with Helm $major', ({ helm }) => {
  const identity = render(helm, {
    release: 'identity',
    files: [join(CHART, 'ci/everything-values.yaml')],
    values: { extraObjects: [], keda: { triggerAuthentication: { name: 'of-another' } } },
  });
  const connection = render(helm);

  it('mean the same variables, of which none is out of reach', () => {
    const reached = Object.keys({ ...environmentOf(identity), ...environmentOf(connection) });

    expect(reached.filter((name) => nameInVariable(name) !== undefined).toSorted()).toEqual(
      SETTING_NAMES.map(environmentVariable).toSorted(),
    );
  });

  it('understand each other: what is set in the chart arrives as an option', () => {
    const { storageAccountUriFormat, blobUriFormat, ...options } = readByLibrary(
      environmentOf(identity),
    );

    expect([storageAccountUriFormat, blobUriFormat].join()).toContain('usgovcloudapi.net');
    expect(JSON.parse(JSON.stringify(options))).toEqual({
      queueName: 'guardian-events',
      accountName: 'guardians',
      authenticationScheme: 'default',
      poisonQueueSuffix: 'poison',
      maxDequeueCount: 3,
      visibilityTimeout: '2m',
      executionTimeout: '30m',
      shutdownGracePeriod: '45s500ms',
      maxMessages: 1_000_000,
      concurrency: 4,
      maxRunTime: '1h30m',
      idleTimeout: '30s',
      messageEncoding: 'text',
      eventTypeField: 'meta.kind',
      traceContextField: 'meta.trace',
      eventFormat: 'json',
      eventSource: '/guardians',
      poisonFormat: 'envelope',
      poisonTimeToLive: '30d',
      singletonContainer: 'guardian-locks',
      singletonWait: '10s',
      failedOutcomes: ['poisoned', 'lease-lost'],
      readyFile: '/tmp/leased',
    });
    expect(options.retryDelay).toBeInstanceOf(Function);
  });

  it('agree on where the ready file is', () => {
    const values = { keda: { leaseGate: { enabled: true } } };
    const manifests = render(helm, { values });
    const { startupProbe } = podTemplateOf(manifests).spec.containers[0];

    expect(environmentOf(manifests)).toMatchObject({ StorageAccount__ReadyFile: '/tmp/ready' });
    expect(startupProbe.exec.command.at(-1)).toBe('/tmp/ready');
    expect(only(manifests, 'ScaledJob')['spec'].scalingStrategy.pendingPodConditions).toEqual([
      'Ready',
    ]);
  });
});
