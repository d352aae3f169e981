import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runJob, type JobResult } from '../support/job.ts';
import { TestQueue } from '../support/test-queue.ts';
import { Bundled } from './bundled.ts';

/** Tells when something is asked of Node that makes it load a lot. */
const WATCH = `
  const { DateTimeFormat } = Intl;
  Intl.DateTimeFormat = function (...options) {
    console.error('languages');
    return new DateTimeFormat(...options);
  };
  const { get } = Object.getOwnPropertyDescriptor(globalThis, 'FormData');
  Object.defineProperty(globalThis, 'FormData', { get: () => (console.error('fetch'), get()) });
`;

async function run(program: string): Promise<JobResult> {
  await using bundled = await Bundled.make(program);
  const { settings } = await TestQueue.with({ do: 'succeed' });
  const nodeOptions = ['--import', `data:text/javascript,${encodeURIComponent(WATCH)}`];
  return await runJob({ entry: bundled.start, settings, nodeOptions });
}

describe('a bundle', { timeout: 60_000 }, () => {
  it('has Node load neither what it knows of languages nor fetch for a job', async () => {
    const { exitCode, stderr } = await run('test/app/dist/main.js');

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('still writes dates as people read them where a logger does', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'queue-job-program-'));
    const nest = createRequire(import.meta.url).resolve('@nestjs/common');
    const program = `import { Logger } from ${JSON.stringify(nest)}; Logger.log('a'); Logger.log('b');`;
    await writeFile(join(folder, 'main.js'), program);

    const { stdout, stderr } = await run(join(folder, 'main.js'));
    await rm(folder, { recursive: true });

    expect(stderr).toBe('languages\n');
    expect(stdout.match(/\d\d\/\d\d\/\d{4}, \d{1,2}:\d\d:\d\d [AP]M/g)).toHaveLength(2);
  });
});
