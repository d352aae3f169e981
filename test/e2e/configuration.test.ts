import { describe, expect, it } from 'vitest';
import { runJob } from '../support/job.ts';
import { reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

/** No job of these tests may get as far as calling it. */
const ConnectionString =
  'AccountName=guardians;AccountKey=VGhpcyBtdXN0IG5vdCBiZSBzZWVuIGJ5IGFueW9uZS4=;EndpointSuffix=core.windows.net';

describe('a job process that is wrongly configured', { timeout: 60_000, concurrent: true }, () => {
  it('names all faults at once in one readable block, and ends with 20', async () => {
    const result = await runJob({
      settings: {
        ConnectionString,
        AuthenticationScheme: 'workload-identity',
        AccountName: 'guardians',
        VisibilityTimeout: 'soon',
        MaxDequeCount: '3',
      },
    });

    expect(result).toMatchObject({ exitCode: 20, stdout: '' });
    const [title, ...faults] = result.stderr.trimEnd().split('\n\n');
    expect(title).toBe('The application cannot start: 4 faults in its configuration.');
    expect(faults.toSorted()).toEqual([
      expect.stringMatching(
        /^ {2}ConnectionString \(StorageAccount__ConnectionString\)\n {4}is given beside AuthenticationScheme/,
      ),
      expect.stringMatching(
        /^ {2}MaxDequeCount \(StorageAccount__MaxDequeCount\)\n.* The nearest is MaxDequeueCount/,
      ),
      expect.stringMatching(/^ {2}QueueName \(StorageAccount__QueueName\)\n {4}is missing\./),
      expect.stringMatching(
        /^ {2}VisibilityTimeout \(StorageAccount__VisibilityTimeout\)\n {4}"soon" is not a duration\./,
      ),
    ]);
    expect(reportOf(result)).toMatchObject({
      exitCode: 20,
      deliveries: [],
      error: expect.stringContaining('QueueName (StorageAccount__QueueName)'),
    });
  });

  it('does not show a secret that stands in the wrong place', async () => {
    const result = await runJob({
      settings: {
        QueueName: ConnectionString,
        ConnectionString: 'AccountKey=c2VjcmV0IHNlY3JldA==',
      },
    });

    expect(result.exitCode).toBe(20);
    expect(result.stderr).toContain('QueueName');
    expect(result.stderr).toContain('ConnectionString');
  });

  it('names the place in a file that is no JSON, and ends with 20', async () => {
    const result = await runJob({
      settings: { QueueName: 'guardian-events', ConnectionString },
      files: { 'appsettings.json': '{\n  "StorageAccount": {\n    "QueueName" "events"\n  }\n}\n' },
    });

    expect(result).toMatchObject({ exitCode: 20, stdout: '' });
    expect(result.stderr).toMatch(/appsettings\.json\n {4}is not JSON at line 3, column 17/);
    expect(reportOf(result)).toMatchObject({
      exitCode: 20,
      error: expect.stringContaining('appsettings.json'),
    });
  });
});

describe('the settings of a job process', { timeout: 60_000, concurrent: true }, () => {
  it('come from appsettings.json, then the file of the environment, then the environment', async () => {
    const queue = await TestQueue.with({ do: 'fail' });

    const result = await runJob({
      settings: queue.settings,
      env: { DOTNET_ENVIRONMENT: 'Staging', NODE_ENV: 'production' },
      files: {
        'appsettings.json': settingsFile({
          QueueName: 'of-the-file',
          MaxDequeueCount: 1,
          PoisenQueueSuffix: 'of-the-file',
        }),
        'appsettings.Staging.json': settingsFile({
          QueueName: 'of-staging',
          PoisenQueueSuffix: 'dead',
        }),
        'appsettings.production.json': settingsFile({ MaxDequeueCount: 5 }),
      },
    });

    expect(result.exitCode).toBe(11);
    expect(await queue.state('dead')).toEqual({ ...EMPTY, poison: ['{"do":"fail"}'] });
    expect(await queue.poison('poisen').exists()).toBe(false);
  });

  it("are seen by the application's own ConfigService", async () => {
    const queue = await TestQueue.with();
    const { ConnectionString: connectionString, QueueName } = queue.settings;

    const result = await runJob({
      settings: { ConnectionString: connectionString },
      files: { 'appsettings.json': `// with a comment\n${settingsFile({ QueueName })}` },
    });

    expect(result.exitCode).toBe(0);
    expect(result.told).toContainEqual({ event: 'bootstrap', queueName: QueueName });
  });
});

function settingsFile(settings: object): string {
  return JSON.stringify({ StorageAccount: settings });
}
