import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import {
  AccountSASPermissions,
  generateAccountSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-queue';
import { describe, expect, inject, it } from 'vitest';
import { Job, runJob } from '../support/job.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

describe('a job process', { timeout: 60_000, concurrent: true }, () => {
  it('gives up storage that nobody serves within 10 s, names its host, and ends with 21', async () => {
    const host = `127.0.0.1:${await closedPort()}`;
    const settings = { QueueName: 'guardian-events', ConnectionString: atHost(`http://${host}`) };

    await using job = new Job({ settings });
    await job.heard('bootstrap');
    const start = performance.now();
    const result = await job.ended;

    expect(performance.now() - start).toBeLessThan(10_000);
    expect(result.exitCode).toBe(21);
    expect(result.stderr).toContain(`http://${host}/devstoreaccount1/guardian-events`);
    expect(result.stderr).toContain('ECONNREFUSED');
    expect(reportOf(result)).toMatchObject({
      exitCode: 21,
      deliveries: [],
      error: expect.stringContaining(host),
    });
  });

  it('names a host that does not resolve, and ends with 21', async () => {
    const host = 'guardians.queue.invalid';
    const settings = { QueueName: 'guardian-events', ConnectionString: atHost(`https://${host}`) };

    const result = await runJob({ settings });

    expect(result.exitCode).toBe(21);
    expect(result.stderr).toContain(host);
    expect(reportOf(result).error).toContain(`Queue "guardian-events" at https://${host}/`);
  });

  it('says that its account key is refused, and ends with 21', async () => {
    const queue = await TestQueue.with({ do: 'succeed' });
    const wrongKey = Buffer.from('another key of the right form').toString('base64');
    const ConnectionString = queue.settings.ConnectionString.replace(
      /AccountKey=[^;]+/,
      `AccountKey=${wrongKey}`,
    );

    const result = await runJob({ settings: { ...queue.settings, ConnectionString } });

    expect(result.exitCode).toBe(21);
    expect(reportOf(result).error).toContain('refused access (AuthenticationFailed)');
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"succeed"}'] });
  });

  it('works with a shared access signature', async () => {
    const queue = await TestQueue.with({ do: 'fail' });
    const settings = { ...queue.settings, ConnectionString: withSignature('raup') };

    const result = await runJob({ settings });

    expect(result.exitCode).toBe(10);
    expect(executionsOf(result)).toHaveLength(1);
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"fail"}'] });
  });

  it('says what a signature without the right to process lacks, and ends with 21', async () => {
    const queue = await TestQueue.with({ do: 'succeed' });
    const settings = { ...queue.settings, ConnectionString: withSignature('rau') };

    const result = await runJob({ settings });

    expect(result.exitCode).toBe(21);
    expect(reportOf(result).error).toMatch(/refused access .* allows processing/);
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"succeed"}'] });
    expect(await queue.dequeueCount()).toBe(0);
  });
});

function atHost(origin: string): string {
  return inject('azurite').replace(/QueueEndpoint=https?:\/\/[^/]+/, `QueueEndpoint=${origin}`);
}

/** The connection string with a signature of the account's rights instead of its key. */
function withSignature(permissions: string): string {
  const part = (name: string) => new RegExp(`${name}=([^;]+)`).exec(inject('azurite'))![1]!;
  const credential = new StorageSharedKeyCredential(part('AccountName'), part('AccountKey'));
  const signature = generateAccountSASQueryParameters(
    {
      expiresOn: new Date(Date.now() + 3_600_000),
      permissions: AccountSASPermissions.parse(permissions),
      services: 'q',
      resourceTypes: 'sco',
    },
    credential,
  );
  return `QueueEndpoint=${part('QueueEndpoint')};SharedAccessSignature=${signature.toString()}`;
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
