import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueueServiceClient } from '@azure/storage-queue';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { startAzurite } from '../../tools/azurite.ts';
import { extractCodeBlocks } from '../docs/code-block.ts';
import { ROOT } from '../package/run.ts';
import { runJob, type JobResult } from '../support/job.ts';
import { reportOf } from '../support/report.ts';

const PAGE = 'docs/coming-from/dotnet.md';

/** As the manifest's connection string has it. */
const HOST = 'storage-azurite-service.default:10001';

interface ConfigMap {
  readonly kind: string;
  readonly data: Readonly<Record<string, string>>;
}

describe('the manifest of the .NET library', { timeout: 60_000 }, () => {
  it('runs this job: its ConfigMap unchanged, base64 messages, failures, the documented poison queue', async () => {
    // Its own, because the manifest names the queue.
    await using azurite = await startAzurite();
    const service = QueueServiceClient.fromConnectionString(azurite.connectionString);
    const queue = service.getQueueClient('test-queue');
    const poison = service.getQueueClient('test-queue-poisen');
    const run = (): Promise<JobResult> =>
      runJob({
        preload: 'cluster-dns.js',
        env: {
          ...configMap().data,
          CLUSTER_HOST: HOST,
          CLUSTER_TARGET: new URL(azurite.origin).host,
        },
      });

    const empty = await run();
    await queue.sendMessage(base64({ do: 'succeed' }));
    const success = await run();
    await queue.sendMessage(base64({ do: 'fail' }));
    const failures = [await run(), await run(), await run(), await run()];
    const last = await run();

    expect(empty.exitCode).toBe(0);
    expect(success.exitCode).toBe(0);
    expect(failures.map(({ exitCode }) => exitCode)).toEqual([10, 10, 10, 10]);
    expect(last.exitCode).toBe(11);
    expect(reportOf(last).deliveries).toMatchObject([{ dequeueCount: 5, outcome: 'poisoned' }]);
    const { peekedMessageItems } = await poison.peekMessages();
    expect(peekedMessageItems.map(({ messageText }) => messageText)).toEqual([
      base64({ do: 'fail' }),
    ]);
    expect((await queue.getProperties()).approximateMessagesCount).toBe(0);
  });
});

function configMap(): ConfigMap {
  const blocks = extractCodeBlocks(PAGE, readFileSync(join(ROOT, PAGE), 'utf8'));
  const manifest = blocks.find(({ language }) => language === 'yaml')!.text;
  return parseAllDocuments(manifest)
    .map((document) => document.toJS() as ConfigMap)
    .find(({ kind }) => kind === 'ConfigMap')!;
}

function base64(script: object): string {
  return Buffer.from(JSON.stringify(script)).toString('base64');
}
