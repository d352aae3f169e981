import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHART, only, podTemplateOf, render } from './chart.ts';
import { findHelms } from './tools.ts';

/** The connection string of the plain manifest: Azurite's, which is no secret. */
const CONNECTION_STRING = [
  'DefaultEndpointsProtocol=http',
  'AccountName=devstoreaccount1',
  'AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
  'BlobEndpoint=http://storage-azurite-service.default:10000/devstoreaccount1',
  'QueueEndpoint=http://storage-azurite-service.default:10001/devstoreaccount1',
  'TableEndpoint=http://storage-azurite-service.default:10002/devstoreaccount1;',
].join(';');

describe.each(findHelms())(
  'the plain manifest of the .NET library, with Helm $major',
  ({ helm }) => {
    const manifests = render(helm, { files: [join(CHART, 'ci/ancestor-values.yaml')] });

    it('comes out of the chart', () => {
      expect(only(manifests, 'ScaledJob')).toMatchObject({
        apiVersion: 'keda.sh/v1alpha1',
        metadata: { name: 'queuejob-consumer', namespace: 'default' },
        spec: {
          jobTargetRef: {
            template: {
              spec: {
                containers: [
                  {
                    name: 'queuejob-executor',
                    image: 'lenndewolten/queue-event-job-executer:v1',
                    imagePullPolicy: 'Always',
                    envFrom: [{ configMapRef: { name: 'queuejob-consumer' } }],
                  },
                ],
                restartPolicy: 'Never',
              },
            },
            backoffLimit: 4,
          },
          pollingInterval: 10,
          maxReplicaCount: 30,
          triggers: [
            {
              type: 'azure-queue',
              metadata: {
                queueName: 'test-queue',
                queueLength: '1',
                accountName: 'devstoreaccount1',
              },
            },
          ],
        },
      });
      expect(only(manifests, 'ConfigMap')).toMatchObject({
        metadata: { name: 'queuejob-consumer' },
        data: { StorageAccount__QueueName: 'test-queue' },
      });
    });

    it('has the connection string in a Secret, for the pod and for KEDA', () => {
      const secret = only(manifests, 'Secret');
      const { name } = secret.metadata;
      const [key, value] = Object.entries(secret['data'] as Record<string, string>)[0]!;

      expect(Buffer.from(value, 'base64').toString()).toBe(CONNECTION_STRING);
      expect(podTemplateOf(manifests).spec.containers[0].env).toEqual([
        { name: 'StorageAccount__ConnectionString', valueFrom: { secretKeyRef: { name, key } } },
      ]);
      expect(only(manifests, 'TriggerAuthentication')['spec']).toEqual({
        secretTargetRef: [{ parameter: 'connection', name, key }],
      });
      expect(only(manifests, 'ScaledJob')['spec'].triggers[0].authenticationRef.name).toBe(
        only(manifests, 'TriggerAuthentication').metadata.name,
      );
    });
  },
);
