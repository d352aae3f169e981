import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Job } from '../support/job.ts';
import { AS_FIRST_PROCESS, NO_NAMESPACES } from '../support/unshare.ts';
import { Bundled } from './bundled.ts';

const within = AS_FIRST_PROCESS;

describe('a bundle that is the first process of a container', { timeout: 60_000 }, () => {
  beforeEach(({ skip }) => skip(within === undefined, NO_NAMESPACES));

  it.each([
    { signal: 'SIGTERM', exitCode: 143 },
    { signal: 'SIGINT', exitCode: 130 },
  ] as const)(
    'ends with $exitCode when $signal comes before its application listens',
    async ({ signal, exitCode }) => {
      await using bundled = await bundle(
        "console.log('loaded'); await new Promise((resolve) => setTimeout(resolve, 30_000));",
      );
      await using job = new Job({ entry: bundled.start, within });

      await job.printed('loaded');
      job.kill(signal);

      await expect(job.ended).resolves.toMatchObject({ exitCode, signal: null });
    },
  );

  it('leaves signals to its application as soon as that listens, and those that have come already', async () => {
    await using bundled = await bundle(`
      process.kill(process.pid, 'SIGTERM');
      const end = Date.now() + 200;
      while (Date.now() < end);
      process.once('SIGTERM', () => console.log('heard'));
      await new Promise((resolve) => setTimeout(resolve, 500));`);
    await using job = new Job({ entry: bundled.start, within });

    await expect(job.ended).resolves.toMatchObject({
      exitCode: 0,
      signal: null,
      stdout: 'heard\n',
    });
  });
});

async function bundle(code: string): Promise<Bundled> {
  const folder = await mkdtemp(join(tmpdir(), 'queue-job-program-'));
  try {
    const program = join(folder, 'main.js');
    await writeFile(program, code);
    return await Bundled.make(program);
  } finally {
    await rm(folder, { recursive: true });
  }
}
