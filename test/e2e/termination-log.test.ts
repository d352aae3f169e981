import { describe, expect, it } from 'vitest';
import { runJob } from '../support/job.ts';
import { logged } from '../support/log.ts';
import { TestQueue } from '../support/test-queue.ts';
import { NO_NAMESPACES, unshare } from '../support/unshare.ts';

const MOUNTS = unshare('--mount');

/** Starts a program beside a directory `log` that is on a read-only file system, as all of a container's may be. */
const READ_ONLY = 'mkdir log && mount -t tmpfs -o ro tmpfs log && exec "$0" "$@"';

const NOT_WRITTEN = 'The termination message could not be written: Error: ';

describe('a job process whose termination log', { timeout: 60_000, concurrent: true }, () => {
  it.each([
    { is: 'is on a full disk', path: '/dev/full', fault: 'ENOSPC' },
    { is: 'is a directory', path: '.', fault: 'EISDIR' },
  ])('$is warns of it and ends with the exit code of its run', async ({ path, fault }) => {
    const queue = await TestQueue.with({ do: 'fail' });

    const result = await runJob({
      settings: queue.settings,
      env: { TERMINATION_MESSAGE_PATH: path },
    });

    expect(result.exitCode).toBe(10);
    expect(logged(result, 'warn')).toContainEqual(expect.stringContaining(NOT_WRITTEN + fault));
    expect((await queue.state()).visible).toEqual(['{"do":"fail"}']);
  });

  it('is read-only warns of it and ends with the exit code of its run', async ({ skip }) => {
    if (MOUNTS === undefined) return skip(NO_NAMESPACES);
    const queue = await TestQueue.with({ do: 'poison' });

    const result = await runJob({
      within: [...MOUNTS, 'sh', '-c', READ_ONLY],
      settings: queue.settings,
      env: { TERMINATION_MESSAGE_PATH: 'log/message' },
    });

    expect(result.exitCode).toBe(11);
    expect(logged(result, 'warn')).toEqual([expect.stringContaining(`${NOT_WRITTEN}EROFS`)]);
    expect((await queue.state()).poison).toEqual(['{"do":"poison"}']);
  });

  it('is on a full disk still tells in its log how it ended before its run', async () => {
    const queue = await TestQueue.with({ do: 'exit', code: 0 });

    const result = await runJob({
      settings: queue.settings,
      env: { TERMINATION_MESSAGE_PATH: '/dev/full' },
    });

    expect(result.exitCode).toBe(1);
    expect(logged(result, 'error')).toEqual([
      expect.stringContaining('The process ended before its run did: process.exit(0) was called.'),
    ]);
    expect(logged(result, 'warn')).toEqual([expect.stringContaining(`${NOT_WRITTEN}ENOSPC`)]);
  });
});
