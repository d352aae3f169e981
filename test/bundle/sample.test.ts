import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run } from '../package/run.ts';
import { runJob } from '../support/job.ts';
import { reportOf } from '../support/report.ts';
import { TestQueue } from '../support/test-queue.ts';

const AS_NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

const VALID = { type: 'guardian.create', name: 'Groot', forging: 0 };
const INVALID = { type: 'guardian.arm', name: 'Groot', weapon: 'Stick' };

describe('npm run bundle', { timeout: 120_000 }, () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-job-bundle-'));
    await makeBundle(folder);
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true }));

  it('makes a folder with all that the application needs, and what is told of it', async () => {
    expect(await readdir(folder)).toEqual([
      'appsettings.json',
      'azure-identity.cjs',
      'azure-identity.cjs.cache',
      'azure-storage-blob.cjs',
      'azure-storage-blob.cjs.cache',
      'licenses.txt',
      'main.cjs',
      'main.cjs.cache',
      'opentelemetry-api.cjs',
      'opentelemetry-api.cjs.cache',
      'queue-job',
      'rolldown-runtime.cjs',
      'rolldown-runtime.cjs.cache',
      'sbom.cdx.json',
      'start.cjs',
    ]);
  });

  it('makes the tool in a folder of its own, with its page and what explains texts', async () => {
    const tool = join(folder, 'queue-job/start.cjs');

    expect(await run(process.execPath, [tool, '--version'], { cwd: '/' })).toMatch(
      /^\d+\.\d+\.\d+\n$/,
    );
    expect(await readdir(join(folder, 'queue-job/page'))).toContain('board.html');
    expect(await run(process.execPath, [tool, 'explain', '21'], { cwd: '/' })).toMatch(
      /^Exit code 21\n/,
    );
  });

  it('makes the same bytes of the same application', async () => {
    const bytes = async () => {
      const found = await readdir(folder, { recursive: true, withFileTypes: true });
      const paths = found
        .filter((one) => one.isFile())
        .map((one) => join(one.parentPath, one.name));
      return Buffer.concat(await Promise.all(paths.map((path) => readFile(path))));
    };
    const before = await bytes();

    await makeBundle(folder);

    expect((await bytes()).equals(before)).toBe(true);
  });

  it('makes a program that validates payloads and tells classes by their names', async () => {
    const messages = [VALID, INVALID].map((message) => JSON.stringify(message));
    const queue = await TestQueue.with(...messages);

    const result = await runJob({
      entry: join(folder, 'start.cjs'),
      settings: { ...queue.settings, MaxMessages: 'Infinity' },
    });

    expect(result.exitCode).toBe(11);
    expect(result.stdout).toContain('"context":"CreateGuardianExecutor"');
    expect(reportOf(result).deliveries.flatMap(({ reason }) => reason ?? [])).toEqual([
      expect.stringContaining('InvalidPayloadError: The payload is invalid: weapon: weapon must'),
    ]);
  });

  it('makes a program whose code cache another user finds, with any limit of memory', async () => {
    const options = { cwd: '/', env: { NODE_DEBUG: 'bundle' }, ...AS_NOBODY };
    const args = ['--max-old-space-size=100', join(folder, 'start.cjs')];
    await run('chmod', ['-R', 'a+rX,a-w', folder]);

    const end = promisify(execFile)(process.execPath, args, options);

    await expect(end).rejects.toMatchObject({
      code: 20,
      stderr: expect.stringContaining('main.cjs loaded, code cache used'),
    });
    await run('chmod', ['-R', 'u+w', folder]);
  });

  it('lists what is in the program, with licences', async () => {
    const bill = JSON.parse(await readFile(join(folder, 'sbom.cdx.json'), 'utf8')) as {
      readonly components: readonly { readonly purl: string }[];
    };
    const licenses = await readFile(join(folder, 'licenses.txt'), 'utf8');

    const purls = bill.components.map(({ purl }) => purl);
    expect(purls).toEqual([...new Set(purls)]);
    expect(purls).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^pkg:npm\/%40nestjs\/core@/),
        expect.stringMatching(/^pkg:npm\/%40azure\/identity@/),
        expect.stringMatching(/^pkg:npm\/nestjs-queue-job@/),
      ]),
    );
    expect(licenses).toContain('Permission is hereby granted, free of charge');
    // What nothing calls has fallen away, the telephone numbers of the world first of all.
    expect(purls.join()).not.toMatch(/libphonenumber|supertest|vitest|guardians-sample/);
  });

  it('deletes nothing that is no bundle', async () => {
    await expect(makeBundle('docs')).rejects.toMatchObject({
      output: expect.stringContaining('docs holds something else than a bundle.'),
    });
    expect(await readdir(join(ROOT, 'docs'))).toContain('images.md');
  });

  it('says which applications there are when it is asked for another', async () => {
    await expect(run(process.execPath, ['tools/bundle/main.ts', 'thanos'])).rejects.toMatchObject({
      output: 'There is no application "thanos". There is guardians-sample.\n',
    });
  });
});

async function makeBundle(output: string): Promise<void> {
  const args = ['tools/bundle/main.ts', 'guardians-sample', '--output', output];
  await run(process.execPath, args, { cwd: ROOT });
}
