import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueueClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { CONSUMER_PACKAGES, TEST_PACKAGES } from './consumer-packages.ts';
import { packLibrary } from './pack-library.ts';
import { ROOT, run, runTool } from './run.ts';

type Major = keyof typeof CONSUMER_PACKAGES;

/** With an empty cache npm has some 90 packages to fetch. */
const INSTALL_TIMEOUT = 300_000;

/** Besides what is quiet and quick: exact versions are what was asked for, and must be what is written down. */
const NPM_FLAGS = [
  '--save-exact',
  '--prefer-offline',
  '--no-audit',
  '--no-fund',
  '--ignore-scripts',
  '--loglevel=error',
];

describe('the packed library in a project of its own', () => {
  let folder: string;
  let consumers: Record<Major, Promise<string>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-job-consumer-'));
    const { tarball } = await packLibrary(folder);
    const tool = await packLibrary(folder, 'libs/queue-job-cli');
    consumers = {
      11: createConsumer(join(folder, '11'), 11, tarball),
      12: createConsumer(join(folder, '12'), 12, tarball, tool.tarball),
    };
    // A consumer that cannot be made fails its own tests, not those of the other.
    await Promise.allSettled(Object.values(consumers));
  }, INSTALL_TIMEOUT);

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it.each([
    { major: 11, main: 'main.js', loading: 'import' },
    { major: 11, main: 'main.cjs', loading: 'require' },
    { major: 12, main: 'main.js', loading: 'import' },
    { major: 12, main: 'main.cjs', loading: 'require' },
  ] as const)(
    'completes a message on NestJS $major, loaded by $loading',
    async ({ major, main }) => {
      const consumer = await consumers[major];
      const queue = new QueueClient(inject('azurite'), `q-${randomUUID()}`);
      await queue.create();
      const { messageId } = await queue.sendMessage(JSON.stringify({ name: 'Groot' }));

      const { output, termination } = await runConsumer(consumer, main, queue.name);

      expect(output).toContain('Groot is created.');
      expect(termination).toMatchObject({
        exitCode: 0,
        deliveries: [{ messageId, dequeueCount: 1, outcome: 'completed' }],
      });
      expect(await queue.getProperties()).toMatchObject({ approximateMessagesCount: 0 });
    },
    30_000,
  );

  it.each([
    { major: 11, file: 'job.test.js', loading: 'import' },
    { major: 11, file: 'job.test.cjs', loading: 'require' },
    { major: 12, file: 'job.test.js', loading: 'import' },
    { major: 12, file: 'job.test.cjs', loading: 'require' },
  ] as const)(
    'tests a job on NestJS $major, loaded by $loading',
    async ({ major, file }) => {
      const consumer = await consumers[major];

      const output = await run(process.execPath, ['--test', join('dist', file)], {
        cwd: consumer,
        // Settings that would keep the job from starting, if they got into the test.
        env: { StorageAccount__QueueName: '?', NODE_TEST_CONTEXT: undefined },
      });

      expect(output).toMatch(/pass 1\n/);
    },
    30_000,
  );

  it('brings the command-line tool along, which sends what the job receives', async () => {
    const consumer = await consumers[12];
    const queue = new QueueClient(inject('azurite'), `q-${randomUUID()}`);

    await run('npx', ['--no-install', 'queue-job', 'send', '--create', '{"name":"Groot"}'], {
      cwd: consumer,
      env: {
        StorageAccount__QueueName: queue.name,
        StorageAccount__ConnectionString: inject('azurite'),
      },
    });

    const { output } = await runConsumer(consumer, 'main.js', queue.name);
    expect(output).toContain('Groot is created.');
  }, 30_000);
});

/** Makes the project, installs what it needs as the README tells it, with exact versions, and compiles it. */
async function createConsumer(
  folder: string,
  major: Major,
  ...tarballs: readonly string[]
): Promise<string> {
  const packages = { ...CONSUMER_PACKAGES[major], ...TEST_PACKAGES[major] };
  await cp(join(ROOT, 'test/package/consumer'), folder, { recursive: true });
  const exact = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  await run('npm', ['install', ...tarballs, ...exact, ...NPM_FLAGS], { cwd: folder });
  await runTool('tsc', ['--project', '.'], { cwd: folder });
  return folder;
}

/** @throws when it does not exit with 0 */
async function runConsumer(
  folder: string,
  main: string,
  queueName: string,
): Promise<{ readonly output: string; readonly termination: unknown }> {
  const terminationMessage = join(folder, `${queueName}.json`);
  const output = await run(process.execPath, [join('dist', main)], {
    cwd: folder,
    env: {
      StorageAccount__QueueName: queueName,
      StorageAccount__ConnectionString: inject('azurite'),
      TERMINATION_MESSAGE_PATH: terminationMessage,
    },
  });
  return { output, termination: JSON.parse(await readFile(terminationMessage, 'utf8')) };
}
