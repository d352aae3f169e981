import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { TestQueue } from '../support/test-queue.ts';
import { MAIN, runTool } from './tool.ts';

/** Tells of what is loaded that takes long to load. */
const TELL_LOADED = `import { registerHooks } from 'node:module';
registerHooks({ resolve(name, context, next) {
  if (/^(?:@azure|@nestjs|class-validator|rxjs)/.test(name)) process.stderr.write('loads ' + name + '\\n');
  return next(name, context);
} });`;
const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(TELL_LOADED)}`;

const loadedIn = (stderr: string) => new Set(stderr.match(/(?<=^loads ).*$/gm));

describe('queue-job in a process of its own', { timeout: 120_000, concurrent: true }, () => {
  it('sends, shows and counts', async () => {
    const queue = TestQueue.missing();

    const sent = await runTool(queue.name, ['send', '--create', '{"type":"guardian.create"}']);
    const peeked = await runTool(queue.name, ['peek', '--json']);
    const counted = await runTool(queue.name, ['stats', '--json']);

    expect([sent.exitCode, peeked.exitCode, counted.exitCode]).toEqual([0, 0, 0]);
    expect(JSON.parse(peeked.stdout)).toMatchObject({
      messages: [{ type: 'guardian.create', dequeueCount: 0 }],
    });
    expect(JSON.parse(counted.stdout)).toMatchObject({
      queue: { approximateCount: 1 },
      poison: null,
    });
  });

  it('shows help without loading what only the commands need', async () => {
    const { exitCode, stdout, stderr } = await runTool('unused', ['--help'], { NODE_OPTIONS });

    expect(exitCode).toBe(0);
    expect(stdout).toContain('Usage: queue-job');
    expect(loadedIn(stderr)).toEqual(new Set());
  });

  it('loads neither Nest nor an identity for a command that needs none', async () => {
    const queue = await TestQueue.with('a');

    const { exitCode, stderr } = await runTool(queue.name, ['peek'], { NODE_OPTIONS });

    expect(exitCode).toBe(0);
    const loaded = [...loadedIn(stderr)];
    expect(loaded).toContain('@azure/storage-queue');
    expect(loaded.filter((name) => /^(?:@nestjs|@azure\/identity|rxjs)/.test(name))).toEqual([]);
  });

  it('ends quietly when nobody reads on', async () => {
    const queue = await TestQueue.with(...Array.from({ length: 32 }, () => 'x'.repeat(40_000)));
    const command = `"$0" "$1" peek --count 32 --full | head -n 1`;

    const { stdout, stderr } = await promisify(execFile)(
      'bash',
      ['-c', command, process.execPath, MAIN],
      {
        env: {
          ...process.env,
          StorageAccount__QueueName: queue.name,
          StorageAccount__ConnectionString: inject('azurite'),
        },
      },
    );

    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('');
  });

  it('completes commands in bash', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'queue-job-bash-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'run'), `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`, {
      mode: 0o755,
    });
    await symlink('run', join(folder, 'queue-job'));
    const script = `source <(queue-job completion bash)
COMP_WORDS=(queue-job poison re); COMP_CWORD=2; _queue_job; echo "\${COMPREPLY[@]}"
COMP_WORDS=(queue-job peek --auth ""); COMP_CWORD=3; _queue_job; echo "\${COMPREPLY[@]}"`;

    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` },
    });

    expect(stdout).toBe('redrive\ndefault workload-identity managed-identity\n');
  });
});
