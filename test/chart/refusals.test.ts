import { describe, expect, it } from 'vitest';
import { findByText } from '../../libs/queue-job-cli/src/explain/find-entries.ts';
import { readPage } from '../../libs/queue-job-cli/src/explain/page.ts';
import { refusal, render } from './chart.ts';
import { findHelms } from './tools.ts';

/** Values that cannot work, and what a person is told. */
const REFUSED: readonly (readonly [told: string, values: object])[] = [
  ["additional properties 'imag' not allowed", { imag: {} }],
  ["missing property 'settings'", { settings: null }],
  ["'/image/tag': got number, want string", { image: { tag: 1.4 } }],
  [
    "'/settings': additional properties 'VisiblityTimeout' not allowed",
    { settings: { VisiblityTimeout: '1m' } },
  ],
  ["'/trigger/type': value must be one of 'keda', 'cronJob', 'job'", { trigger: { type: 'cron' } }],
  [
    "'/auth/type': value must be one of 'connectionString', 'workloadIdentity'",
    { auth: { type: 'sas' } },
  ],
  ["'/keda/preset': value must be one of 'accurate', 'inFlight'", { keda: { preset: 'eager' } }],
  [
    "'/keda/rollout/strategy': value must be one of 'gradual', 'immediate'",
    { keda: { rollout: { strategy: 'default' } } },
  ],
  ["'/keda/pollingInterval': minimum: got 1, want 5", { keda: { pollingInterval: 1 } }],
  ["'/keda/maxReplicaCount': got string, want integer", { keda: { maxReplicaCount: '30' } }],
  ["'/keda/queueLength': minimum: got 0, want 1", { keda: { queueLength: 0 } }],
  [
    "'/settings/MaxDequeueCount': maximum: got 1,001, want 1,000",
    { settings: { MaxDequeueCount: 1001 } },
  ],
  ["'/settings/Concurrency': minimum: got 0, want 1", { settings: { Concurrency: 0 } }],
  [
    "'/settings/MessageEncoding': value must be one of 'auto', 'base64', 'text'",
    { settings: { MessageEncoding: 'utf8' } },
  ],
  [
    "'/settings/FailedOutcomes/0': value must be one of 'released'",
    { settings: { FailedOutcomes: ['completed'] } },
  ],
  [
    "'/job/podFailurePolicy/failJobExitCodes/0': minimum: got 0, want 1",
    { job: { podFailurePolicy: { failJobExitCodes: [0] } } },
  ],
  [
    "'/job/podFailurePolicy/failJobExitCodes': items at 0 and 1 are equal",
    { job: { podFailurePolicy: { failJobExitCodes: [10, 10] } } },
  ],
  [
    "'/networkPolicy/storagePorts/0': maximum: got 70,000, want 65,535",
    { networkPolicy: { storagePorts: [70000] } },
  ],
  ['image.repository is missing. Write the image of your job', { image: { repository: '' } }],
  ['image.tag is missing, and so is image.digest. Write one of them', { image: { tag: '' } }],
  [
    'image.digest "sha256:1" is not a digest. Write sha256: and 64',
    { image: { digest: 'sha256:1' } },
  ],
  ['queue.name is missing. Write the name of the queue', { queue: { name: '' } }],
  [
    'queue.name "Guardians" is not a queue\'s name. Azure wants 3 to 63',
    { queue: { name: 'Guardians' } },
  ],
  [
    'settings.PoisonQueueSuffix makes the poison queue\'s name "guardian-events-No"',
    { settings: { PoisonQueueSuffix: 'No' } },
  ],
  ['settings.PoisonQueueSuffix makes the poison queue', { queue: { name: 'a'.repeat(60) } }],
  [
    'given beside settings.PoisenQueueSuffix, which means the same. Remove one',
    { settings: { PoisonQueueSuffix: 'a', PoisenQueueSuffix: 'b' } },
  ],
  [
    'queue.accountName "My-Account" is not a storage account\'s name',
    { queue: { accountName: 'My-Account' } },
  ],
  [
    'settings.QueueName is not given here, because KEDA needs it as well. Write queue.name',
    { settings: { QueueName: 'other' } },
  ],
  [
    'settings.ConnectionString is not given here',
    { settings: { ConnectionString: 'AccountName=a' } },
  ],
  [
    'auth has no way to sign in. Write auth.connectionString.existingSecret.name',
    { auth: { connectionString: { existingSecret: { name: '' } } } },
  ],
  [
    'auth.connectionString has value and existingSecret.name, so it is unclear',
    { auth: { connectionString: { value: 'AccountName=a' } } },
  ],
  [
    'auth.connectionString.existingSecret.name is given beside auth.type workloadIdentity',
    { auth: { type: 'workloadIdentity' } },
  ],
  [
    'queue.accountName is missing. Signing in with an identity needs',
    { auth: { type: 'workloadIdentity' } },
  ],
  [
    'auth.workloadIdentity.clientId is missing. Write the client id',
    { auth: { type: 'workloadIdentity' } },
  ],
  [
    'settings.AuthenticationScheme is given beside a connection string',
    { settings: { AuthenticationScheme: 'default' } },
  ],
  [
    'UseDevelopmentStorage=true, which means the pod itself',
    {
      auth: {
        connectionString: { existingSecret: { name: '' }, value: 'UseDevelopmentStorage=true' },
      },
    },
  ],
  [
    'it has neither AccountName nor QueueEndpoint',
    { auth: { connectionString: { existingSecret: { name: '' }, value: 'hidden' } } },
  ],
  [
    'externalSecret.secretStoreRef.name is missing',
    { auth: { connectionString: { externalSecret: { enabled: true } } } },
  ],
  [
    'externalSecret.remoteRef.key is missing',
    { auth: { connectionString: { externalSecret: { enabled: true } } } },
  ],
  ['cronJob.schedule is missing. Write when to start a pod', { trigger: { type: 'cronJob' } }],
  ['keda.queueLength (2) is more than a pod takes', { keda: { queueLength: 2 } }],
  [
    'keda.leaseGate.enabled has no effect with keda.preset inFlight',
    { keda: { preset: 'inFlight', leaseGate: { enabled: true } } },
  ],
  [
    'failJobExitCodes are not in ascending order',
    { job: { podFailurePolicy: { failJobExitCodes: [12, 9] } } },
  ],
  [
    "env has StorageAccount__QueueName, which is the chart's to set",
    { env: [{ name: 'StorageAccount__QueueName', value: 'a' }] },
  ],
  ['volumes has one named tmp', { volumes: [{ name: 'tmp', emptyDir: {} }] }],
  ["extraPodSpec.containers is the chart's to set", { extraPodSpec: { containers: [] } }],
  [
    'keda.leaseGate.enabled needs a directory that can be written to',
    { tmp: { enabled: false }, keda: { leaseGate: { enabled: true } } },
  ],
  [
    'settings.ExecutionTimeout "soon" is not a duration. Write a number of seconds, 30s, 10m, PT10M or 00:10:00, or none.',
    { settings: { ExecutionTimeout: 'soon' } },
  ],
  [
    'settings.VisibilityTimeout (8d) is out of bounds. Write 1s to 7d.',
    { settings: { VisibilityTimeout: '8d' } },
  ],
  [
    'settings.VisibilityTimeout (1500ms) is not a whole number of seconds',
    { settings: { VisibilityTimeout: '1500ms', ShutdownGracePeriod: 1 } },
  ],
  [
    'prometheusRule has no alert that is enabled for trigger.type cronJob. Enable one',
    {
      trigger: { type: 'cronJob' },
      cronJob: { schedule: '@daily' },
      prometheusRule: {
        enabled: true,
        alerts: {
          messagesPoisoned: { enabled: false },
          podsFail: { enabled: false },
          leasesLost: { enabled: false },
        },
      },
    },
  ],
  [
    "'/prometheusRule/alerts/podsFail/within': 'PT10M' does not match pattern",
    { prometheusRule: { alerts: { podsFail: { within: 'PT10M' } } } },
  ],
  [
    "'/prometheusRule/matchers': 'guardians' does not match pattern",
    { prometheusRule: { matchers: 'guardians' } },
  ],
  [
    "'/prometheusRule/runbookUrl': 'docs' does not match pattern",
    { prometheusRule: { runbookUrl: 'docs' } },
  ],
];

/** What `queue-job explain` knows. */
const ENTRIES = readPage();

/** What is wrong, as the chart and its schema tell it. */
const faultsIn = (said: string) => said.split('\n').filter((line) => line.startsWith('- '));

describe.each(findHelms())('Helm $major', ({ helm }) => {
  it.each(REFUSED)('says "%s"', (told, values) => {
    const said = refusal(helm, { values });

    expect(said).toContain(told);
    expect(said).not.toMatch(/hidden|nil pointer|wrong type/);
  });

  it.each(REFUSED)('is explained when it says "%s"', (_told, values) => {
    const faults = faultsIn(refusal(helm, { values }));

    const parts = faults.map((fault) => findByText(ENTRIES, fault)[0]?.part);

    expect(parts).not.toEqual([]);
    expect(parts).toEqual(faults.map(() => 'The chart'));
  });

  it('says everything at once', () => {
    const values = {
      image: { repository: '' },
      queue: { name: '' },
      settings: { MaxRunTime: 'x' },
    };

    const said = refusal(helm, { values });

    expect(faultsIn(said)).toHaveLength(3);
    expect(said).toContain('\nqueue-job explain tells more of each.\n');
  });

  it.each([
    [{ settings: { MaxMessages: 'Infinity' }, keda: { queueLength: 50 } }],
    [{ settings: { MaxMessages: '8' }, keda: { queueLength: 8 } }],
    [{ settings: { ExecutionTimeout: 'None', PoisonTimeToLive: 'never', RetryDelay: null } }],
    [{ settings: { PoisenQueueSuffix: 'poison', FailedOutcomes: 'poisoned' } }],
    [{ global: { anything: true } }],
    [
      {
        resources: null,
        podSecurityContext: null,
        securityContext: { runAsUser: null },
        env: null,
      },
    ],
  ])('takes %j', (values) => {
    expect(render(helm, { values })).not.toEqual([]);
  });
});
